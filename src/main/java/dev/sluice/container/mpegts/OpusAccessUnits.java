package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;

/**
 * Iterates over the Opus packets of a PES packet, each preceded by a control header (Opus in MPEG-2
 * TS, as adopted by ETSI TS 101 154).
 *
 * <pre>
 *   11 bits  0x3FF, the prefix
 *    1 bit   start trim present
 *    1 bit   end trim present
 *    1 bit   control extension present
 *    2 bits  reserved
 *    8 bits  size, repeated while it is 255: the sum is the size of the Opus packet
 *   (16 bits start trim: 13 bits of samples at 48 kHz)
 *   (16 bits end trim: the same)
 *   (8 bits  size of the control extension, then its bytes)
 * </pre>
 *
 * <p>Order of calls: {@link #reset}, {@link #next} until it returns false, {@link #malformed}.
 */
public final class OpusAccessUnits {
  private static final int PREFIX_MASK = 0xFFE0;
  private static final int PREFIX = 0x7FE0;
  private static final int START_TRIM = 0x10;
  private static final int END_TRIM = 0x08;
  private static final int EXTENSION = 0x04;
  private static final int TRIM_MASK = 0x1FFF;

  private byte[] array = new byte[0];
  private int at;
  private int end;
  private int offset;
  private int length;
  private int startTrimSamples;
  private int endTrimSamples;
  private boolean malformed;

  /** Whether the bytes begin as a control header does. */
  public static boolean startsWithHeader(byte[] array, int offset, int length) {
    return length >= 2 && (Bytes.u16(array, offset) & PREFIX_MASK) == PREFIX;
  }

  /** Starts with the payload of a PES packet. */
  public void reset(byte[] payload, int from, int count) {
    array = payload;
    at = from;
    end = from + count;
    malformed = false;
  }

  /**
   * Moves to the next Opus packet.
   *
   * @return false at the end or at malformed bytes
   */
  public boolean next() {
    if (malformed || at >= end) {
      return false;
    }
    malformed = !readHeader() || length > end - at;
    offset = at;
    at += length;
    return !malformed;
  }

  private boolean readHeader() {
    if (end - at < 3 || !startsWithHeader(array, at, end - at)) {
      return false;
    }
    int flags = Bytes.u8(array, at + 1);
    at += 2;
    length = 0;
    int part;
    do {
      part = at < end ? Bytes.u8(array, at) : 0;
      length += part;
      at++;
    } while (part == 0xFF);
    startTrimSamples = (flags & START_TRIM) != 0 ? readTrim() : 0;
    endTrimSamples = (flags & END_TRIM) != 0 ? readTrim() : 0;
    if ((flags & EXTENSION) != 0) {
      at += 1 + (at < end ? Bytes.u8(array, at) : 0);
    }
    return at <= end;
  }

  private int readTrim() {
    int trim = end - at >= 2 ? Bytes.u16(array, at) & TRIM_MASK : 0;
    at += 2;
    return trim;
  }

  /** Offset of the Opus packet. */
  public int offset() {
    return offset;
  }

  /** Length of the Opus packet in bytes. */
  public int length() {
    return length;
  }

  /** Samples at 48 kHz to discard from the start of the decoded packet. */
  public int startTrimSamples() {
    return startTrimSamples;
  }

  /** Samples at 48 kHz to discard from the end of the decoded packet. */
  public int endTrimSamples() {
    return endTrimSamples;
  }

  /** Whether the iteration ended at malformed bytes. */
  public boolean malformed() {
    return malformed;
  }
}
