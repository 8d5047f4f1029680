package dev.sluice.golden;

import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;

/** Ways to cut a file into pieces, to show that the result is the same for all of them. */
public enum Chunking {
  WHOLE,
  BYTE_BY_BYTE,
  PRIME,
  PACKETS,
  MISALIGNED,
  RANDOM;

  /** Receives a piece of the array. */
  public interface Feeder {
    void feed(byte[] data, int offset, int length);
  }

  /** All ways except the slowest. */
  public static List<Chunking> quick() {
    return List.of(WHOLE, PRIME, PACKETS, MISALIGNED, RANDOM);
  }

  /** Feeds the whole of {@code data}, in pieces. */
  public void feed(byte[] data, Feeder feeder) {
    IntSupplier sizes = sizes(data.length);
    int at = 0;
    while (at < data.length) {
      int size = Math.min(sizes.getAsInt(), data.length - at);
      feeder.feed(data, at, size);
      at += size;
    }
  }

  private IntSupplier sizes(int all) {
    Random random = new Random(188);
    boolean[] begun = new boolean[1];
    return switch (this) {
      case WHOLE -> () -> all;
      case BYTE_BY_BYTE -> () -> 1;
      case PRIME -> () -> 1009;
      case PACKETS -> () -> 188;
      case MISALIGNED ->
          () -> {
            int size = begun[0] ? 1316 : 100;
            begun[0] = true;
            return size;
          };
      case RANDOM -> () -> 1 + random.nextInt(4000);
    };
  }
}
