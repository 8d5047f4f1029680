package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;

/**
 * Reassembles the sections of one PID, which may span packets or share one (ISO/IEC 13818-1 clause
 * 2.4.4).
 *
 * <p>Order of calls: {@link #packet} for each packet with payload, {@link #gap} after lost packets.
 */
final class SectionAssembler {
  /** Receives a complete section with a valid CRC: from table_id to the CRC, or up to it. */
  interface SectionListener {
    void section(byte[] array, int offset, int length);
  }

  private static final int HEADER_BYTES = 3;
  private static final int CRC_BYTES = 4;

  /** table_id, length, id, version, section numbers. */
  private static final int LONG_HEADER_BYTES = 8;

  private static final int STUFFING = 0xFF;
  private static final int LONG_FORM = 0x80;

  private final SectionListener listener;
  private final TsCounters counters;
  private final byte[] section;
  private final boolean splices;
  private int length;
  private boolean open;

  /** For sections of the PAT and of program maps. */
  SectionAssembler(SectionListener listener, TsCounters counters) {
    this(listener, counters, false);
  }

  /** For splice_info_sections, which are short, and are delivered with their CRC. */
  static SectionAssembler ofSplices(SectionListener listener, TsCounters counters) {
    return new SectionAssembler(listener, counters, true);
  }

  private SectionAssembler(SectionListener listener, TsCounters counters, boolean splices) {
    this.listener = listener;
    this.counters = counters;
    this.splices = splices;
    this.section =
        new byte[splices ? TsLimits.MAX_SPLICE_SECTION_BYTES : TsLimits.MAX_SECTION_BYTES];
  }

  /** Packets were lost: drops the section in progress. */
  void gap() {
    if (open && length > 0) {
      counters.increment(TsCounter.BAD_SECTIONS);
    }
    open = false;
    length = 0;
  }

  void packet(byte[] array, int offset, int count, boolean unitStart) {
    if (!unitStart) {
      collect(array, offset, offset + count);
      return;
    }
    int first = offset + 1 + Bytes.u8(array, offset);
    int end = offset + count;
    if (first > end) {
      counters.increment(TsCounter.BAD_SECTIONS);
      gap();
      return;
    }
    collect(array, offset + 1, first);
    gap();
    open = true;
    collect(array, first, end);
  }

  private void collect(byte[] array, int from, int end) {
    int at = from;
    while (open && at < end) {
      if (length == 0 && Bytes.u8(array, at) == STUFFING) {
        open = false;
        return;
      }
      int take = Math.min(wanted() - length, end - at);
      System.arraycopy(array, at, section, length, take);
      length += take;
      at += take;
      if (length >= HEADER_BYTES && wanted() > section.length) {
        counters.increment(TsCounter.BAD_SECTIONS);
        open = false;
        length = 0;
      } else if (length == wanted()) {
        finish();
      }
    }
  }

  /** The length of the section, or of its header while that is incomplete. */
  private int wanted() {
    return length < HEADER_BYTES ? HEADER_BYTES : HEADER_BYTES + (Bytes.u16(section, 1) & 0xFFF);
  }

  private void finish() {
    int whole = length;
    length = 0;
    boolean syntax = splices || (section[1] & LONG_FORM) != 0;
    if (whole < LONG_HEADER_BYTES + CRC_BYTES || !syntax) {
      counters.increment(TsCounter.BAD_SECTIONS);
    } else if (Crc32Mpeg2.of(section, 0, whole) != 0) {
      counters.increment(TsCounter.BAD_SECTION_CRC);
    } else {
      listener.section(section, 0, splices ? whole : whole - CRC_BYTES);
    }
  }
}
