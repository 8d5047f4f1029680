package dev.sluice.viewer.feedback;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/** One direction of a network in memory: loses, repeats, delays and so reorders, by a seed. */
final class LossyLink {
  private static final long DELAY_NANOS = 20_000_000;
  private static final int JITTER_NANOS = 5_000_000;

  private record Flying(byte[] datagram, long dueNanos, long order) {}

  private final Random random;
  private final double loss;
  private final double repeat;
  private final PriorityQueue<Flying> flying =
      new PriorityQueue<>(
          Comparator.comparingLong(Flying::dueNanos).thenComparingLong(Flying::order));
  private long order;

  LossyLink(long seed, double loss, double repeat) {
    this.random = new Random(seed);
    this.loss = loss;
    this.repeat = repeat;
  }

  void send(byte[] datagram, long nowNanos) {
    int copies = random.nextDouble() < loss ? 0 : random.nextDouble() < repeat ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      long due = nowNanos + DELAY_NANOS + random.nextInt(JITTER_NANOS);
      flying.add(new Flying(datagram.clone(), due, order++));
    }
  }

  List<byte[]> arrived(long nowNanos) {
    List<byte[]> arrived = new ArrayList<>();
    while (!flying.isEmpty() && flying.peek().dueNanos() <= nowNanos) {
      arrived.add(flying.remove().datagram());
    }
    return arrived;
  }
}
