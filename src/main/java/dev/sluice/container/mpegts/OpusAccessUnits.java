package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;

/**
 * Walks over the Opus packets of one PES packet, each behind its control header (the mapping of
 * Opus into MPEG-2 transport streams that ETSI TS 101 154 takes up).
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
 *   (8 bits  size of the control extension, and that many bytes)
 * </pre>
 *
 * <p>Order of calls: {@link #reset}, then {@link #next} until it says no, then {@link #malformed}.
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

  /** Begins with the payload of a PES packet. */
  public void reset(byte[] payload, int from, int count) {
    array = payload;
    at = from;
    end = from + count;
    malformed = false;
  }

  /**
   * Goes on to the next packet.
   *
   * @return false at the end, or where the bytes make no sense
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
    if (end - at < 3 || (Bytes.u16(array, at) & PREFIX_MASK) != PREFIX) {
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

  /** Where the packet begins. */
  public int offset() {
    return offset;
  }

  /** Count of bytes of the packet. */
  public int length() {
    return length;
  }

  /** Samples at 48 kHz to leave out at the beginning of what it decodes to. */
  public int startTrimSamples() {
    return startTrimSamples;
  }

  /** Samples at 48 kHz to leave out at the end. */
  public int endTrimSamples() {
    return endTrimSamples;
  }

  /** Whether the walk ended at bytes that make no sense. */
  public boolean malformed() {
    return malformed;
  }
}
