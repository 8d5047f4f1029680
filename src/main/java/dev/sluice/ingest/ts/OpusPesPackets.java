package dev.sluice.ingest.ts;

import dev.sluice.codec.opus.OpusFrames;
import dev.sluice.container.mpegts.OpusAccessUnits;
import dev.sluice.container.mpegts.Pes;

/**
 * The Opus packets of one track's PES packets: each after its control header, or one in a PES
 * packet without a header.
 *
 * <p>Some muxers write no control headers. Without one, a PES packet may also be damaged, so the
 * form is learned: {@value #BARE_PES} PES packets in a row, from the track's first one on, have no
 * header and are valid Opus packets. A header ends the learning for good. It cannot be mistaken for
 * an Opus packet: its first bytes would be the TOC of 32 or more frames of 20 ms, and a packet has
 * 120 ms at most.
 *
 * <p>Order of calls: {@link #reset}, {@link #next} until it returns false, {@link #malformed}.
 */
public final class OpusPesPackets {
  private static final int BARE_PES = 3;

  private final OpusAccessUnits units = new OpusAccessUnits();
  private final OpusFrames frames = new OpusFrames();
  private boolean headerSeen;
  private int bareInRow;
  private boolean whole;
  private int offset;
  private int length;

  /** Starts with a PES packet. */
  public void reset(Pes pes) {
    boolean header =
        OpusAccessUnits.startsWithHeader(pes.array(), pes.offset(), pes.intactLength());
    headerSeen |= header;
    if (!headerSeen) {
      boolean valid = !pes.damaged() && frames.read(pes.array(), pes.offset(), pes.intactLength());
      bareInRow = bareInRow >= BARE_PES ? bareInRow : valid ? bareInRow + 1 : 0;
    }
    whole = bare() && !pes.damaged() && pes.length() > 0;
    offset = pes.offset();
    length = pes.intactLength();
    units.reset(pes.array(), pes.offset(), bare() ? 0 : pes.intactLength());
  }

  /** Whether the track has no control headers. */
  public boolean bare() {
    return !headerSeen && bareInRow >= BARE_PES;
  }

  /**
   * Moves to the next Opus packet.
   *
   * @return false at the end or at malformed bytes
   */
  public boolean next() {
    if (whole) {
      whole = false;
      return true;
    }
    if (!units.next()) {
      return false;
    }
    offset = units.offset();
    length = units.length();
    return true;
  }

  /** Offset of the Opus packet in the array of the PES packet. */
  public int offset() {
    return offset;
  }

  /** Length of the Opus packet in bytes. */
  public int length() {
    return length;
  }

  /** Whether the iteration ended at malformed bytes. */
  public boolean malformed() {
    return units.malformed();
  }
}
