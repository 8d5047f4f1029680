package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Reassembles the sections of one PID, which may span packets or share one (ISO/IEC 13818-1 clause
 * 2.4.4).
 *
 * <p>Order of calls: {@link #packet} for each packet with payload, {@link #gap} after lost packets.
 */
final class SectionAssembler {
  /** Receives a complete section that is believed: from table_id to the CRC, or up to it. */
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

  /**
   * Called once, when sections are believed although their CRC is never right; null: they are not.
   */
  private final @Nullable Runnable onCrcIgnored;

  private final RepeatedSection repeated = new RepeatedSection();
  private boolean crcRight;
  private boolean crcIgnored;

  /** For sections of the PAT and of program maps. */
  SectionAssembler(SectionListener listener, TsCounters counters, @Nullable Runnable onCrcIgnored) {
    this(listener, counters, false, onCrcIgnored);
  }

  /** For splice_info_sections, which are short, and are delivered with their CRC. */
  static SectionAssembler ofSplices(SectionListener listener, TsCounters counters) {
    return new SectionAssembler(listener, counters, true, null);
  }

  private SectionAssembler(
      SectionListener listener,
      TsCounters counters,
      boolean splices,
      @Nullable Runnable onCrcIgnored) {
    this.listener = listener;
    this.counters = counters;
    this.splices = splices;
    this.onCrcIgnored = onCrcIgnored;
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
    } else if (Crc32Mpeg2.of(section, 0, whole) == 0) {
      crcRight = true;
      listener.section(section, 0, splices ? whole : whole - CRC_BYTES);
    } else {
      counters.increment(TsCounter.BAD_SECTION_CRC);
      if (onCrcIgnored != null && !crcRight) {
        believeIfRepeated(whole, onCrcIgnored);
      }
    }
  }

  /**
   * A damaged section does not come several times in a row; a muxer with a wrong CRC repeats it.
   */
  private void believeIfRepeated(int whole, Runnable tell) {
    if (repeated.take(section, 0, whole) < RepeatedSection.ENOUGH) {
      return;
    }
    if (!crcIgnored) {
      crcIgnored = true;
      counters.increment(TsCounter.TABLE_CRCS_IGNORED);
      tell.run();
    }
    listener.section(section, 0, whole - CRC_BYTES);
  }
}
