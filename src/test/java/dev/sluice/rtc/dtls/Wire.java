package dev.sluice.rtc.dtls;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;

/** One direction of an in-memory network with seeded loss, duplication and reordering. */
final class Wire {
  private final Random random;
  private final double loss;
  private final double repeat;
  private final double reorder;
  private final Consumer<byte[]> target;
  private byte[] held;
  private int datagrams;
  private int longestBytes;

  Wire(long seed, double loss, double repeat, double reorder, Consumer<byte[]> target) {
    this.random = new Random(seed);
    this.loss = loss;
    this.repeat = repeat;
    this.reorder = reorder;
    this.target = target;
  }

  static Wire perfect(Consumer<byte[]> target) {
    return new Wire(0, 0, 0, 0, target);
  }

  synchronized void send(byte[] array, int offset, int length) {
    datagrams++;
    longestBytes = Math.max(longestBytes, length);
    if (random.nextDouble() < loss) {
      return;
    }
    byte[] datagram = Arrays.copyOfRange(array, offset, offset + length);
    if (held == null && random.nextDouble() < reorder) {
      held = datagram;
      return;
    }
    target.accept(datagram);
    if (random.nextDouble() < repeat) {
      target.accept(datagram);
    }
    if (held != null) {
      target.accept(held);
      held = null;
    }
  }

  synchronized int datagrams() {
    return datagrams;
  }

  synchronized int longestBytes() {
    return longestBytes;
  }
}
