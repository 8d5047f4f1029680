package dev.sluice.codec.framing;

import dev.sluice.codec.audio.AudioFramer;
import dev.sluice.codec.audio.AudioFraming;
import dev.sluice.codec.data.DataFramer;
import dev.sluice.codec.data.DataFraming;
import dev.sluice.codec.h265.H265Config;
import dev.sluice.codec.h265.H265Framer;
import dev.sluice.codec.mpeg2.Mpeg2Framer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fuzz target: a byte that chooses the framer, one for the size of pieces, and a stream. */
public final class FramerFuzz {
  private FramerFuzz() {}

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < 2) {
      return;
    }
    int kind = input[0] & 0xFF;
    byte[] stream = Arrays.copyOfRange(input, 2, input.length);
    List<Long> whole = run(framer(kind), stream, Math.max(1, stream.length));
    List<Long> pieces = run(framer(kind), stream, 1 + (input[1] & 0xFF));
    // The beginning of a PES packet tells a framer of data where a unit may begin.
    if (!(framer(kind) instanceof DataFramer) && !whole.equals(pieces)) {
      throw new AssertionError("whole " + whole + ", in pieces " + pieces);
    }
  }

  private static AccessUnitFramer framer(int kind) {
    AudioFraming[] framings = AudioFraming.values();
    int choice = kind % 9;
    return switch (choice) {
      case 0, 1, 2, 3 -> new AudioFramer(framings[choice]);
      case 4 -> new H265Framer();
      case 5 -> new Mpeg2Framer();
      case 6 -> new DataFramer(DataFraming.ID3);
      case 7 -> new DataFramer(DataFraming.KLV);
      default -> new DataFramer(DataFraming.SPLICE_SECTION);
    };
  }

  /** Length, key and duration of each access unit, and the skipped bytes. */
  private static List<Long> run(AccessUnitFramer framer, byte[] stream, int step) {
    List<Long> seen = new ArrayList<>();
    for (int at = 0; at < stream.length; at += step) {
      framer.push(stream, at, Math.min(step, stream.length - at), at, at);
      drain(framer, seen);
    }
    framer.flush();
    drain(framer, seen);
    if (framer instanceof H265Framer h265) {
      check(h265.config());
    }
    long bytes = framer.skippedBytes();
    for (int i = 0; i < seen.size(); i += 3) {
      bytes += seen.get(i);
    }
    if (bytes != stream.length) {
      throw new AssertionError(bytes + " of " + stream.length + " bytes in " + seen);
    }
    seen.add(framer.skippedBytes());
    return seen;
  }

  private static void check(H265Config config) {
    if (config != null && (config.sps().widthPixels() <= 0 || config.sps().heightPixels() <= 0)) {
      throw new AssertionError(config.toString());
    }
  }

  private static void drain(AccessUnitFramer framer, List<Long> seen) {
    while (framer.next()) {
      boolean inside =
          framer.length() > 0
              && framer.offset() >= 0
              && framer.offset() + framer.length() <= framer.array().length;
      if (!inside || framer.durationTicks90k() < 0) {
        throw new AssertionError(framer.offset() + " + " + framer.length());
      }
      seen.add((long) framer.length());
      seen.add(framer.key() ? 1L : 0L);
      seen.add(framer.durationTicks90k());
    }
  }
}
