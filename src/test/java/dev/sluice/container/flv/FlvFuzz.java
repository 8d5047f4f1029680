package dev.sluice.container.flv;

import java.util.Arrays;

/** Fuzz target: arbitrary bytes as FLV. The output must not depend on how the input is split. */
public final class FlvFuzz {
  private FlvFuzz() {}

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    String whole = dump(input, Math.max(1, input.length));
    String pieces = dump(input, 7);
    if (!whole.equals(pieces)) {
      throw new AssertionError("in one piece\n%s\nin pieces\n%s".formatted(whole, pieces));
    }
  }

  /** The content and the counts. */
  static String dump(byte[] input, int pieceBytes) {
    MediaDump dump = new MediaDump();
    FlvDemuxer demuxer = new FlvDemuxer(dump);
    for (int at = 0; at < input.length; at += pieceBytes) {
      // A copy of exact length, so that reading past the end would throw.
      byte[] piece = Arrays.copyOfRange(input, at, Math.min(input.length, at + pieceBytes));
      demuxer.feed(piece, 0, piece.length, at);
    }
    demuxer.restart();
    StringBuilder text = new StringBuilder(dump.text());
    for (FlvCounter counter : FlvCounter.values()) {
      text.append("%s %d%n".formatted(counter, demuxer.counters().get(counter)));
    }
    return text.toString();
  }
}
