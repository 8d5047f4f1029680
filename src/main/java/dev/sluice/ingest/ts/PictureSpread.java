package dev.sluice.ingest.ts;

import dev.sluice.container.mpegts.Pes;

/**
 * Learns, for one video PID, whether pictures are spread over several PES packets.
 *
 * <p>Signs are a PES packet that goes on with the picture before, and one with the largest length
 * that its length field can state. Some muxers cut at a fixed size: a PES packet shorter than all
 * continued ones is then the last piece. Others write a PES packet for each slice or NAL unit.
 * Their sizes vary, and only the start of the next picture shows the end.
 *
 * <p>Until a picture was whole, a PES packet with a single NAL unit may be a piece.
 */
final class PictureSpread {
  /** After this many PES packets without a split picture, no split is expected. */
  private static final int FORGET_PES = 250;

  /** Pieces of one size differ by their PES headers and adaptation fields. */
  private static final int ONE_SIZE_BYTES = 64;

  private boolean learned;
  private int spreadPes;

  /** Length of the shortest PES packet whose picture continued; 0 if lengths say nothing. */
  private int shortestCutBytes = Integer.MAX_VALUE;

  private int lastPesBytes;
  private boolean damagedBefore;

  /** Notes the start of a PES packet. */
  void begin() {
    spreadPes = Math.max(0, spreadPes - 1);
    if (spreadPes == 0) {
      shortestCutBytes = Integer.MAX_VALUE;
    }
  }

  /**
   * The PES packet goes on with the picture of its predecessor. After lost packets that is no sign,
   * since the beginning of another picture may be missing.
   *
   * @param atNalUnit whether it begins with a NAL unit
   */
  void continued(Pes pes, boolean atNalUnit) {
    if (damagedBefore || pes.damaged() || lastPesBytes == 0) {
      return;
    }
    boolean varies = lastPesBytes < shortestCutBytes - ONE_SIZE_BYTES && spreadPes > 0;
    learned = true;
    shortestCutBytes = atNalUnit || varies ? 0 : Math.min(shortestCutBytes, lastPesBytes);
    spreadPes = FORGET_PES;
  }

  /** A PES packet held a whole picture. */
  void whole() {
    learned = true;
  }

  /**
   * Whether the last access unit of a PES packet may continue in the next one.
   *
   * @param single whether it has only one NAL unit, or one slice if it began earlier
   */
  boolean goesOn(Pes pes, boolean single) {
    return pes.full()
        || (!learned && single)
        || (spreadPes > 0 && (pes.damaged() || pes.length() >= shortestCutBytes));
  }

  /** Notes the end of a PES packet. */
  void end(Pes pes) {
    damagedBefore = pes.damaged();
    lastPesBytes = pes.length();
  }
}
