package dev.sluice.codec.annexb;

import java.util.Arrays;

/**
 * The NAL units of a piece of byte stream (ITU-T H.264 and H.265 annex B), or of an access unit
 * with their lengths, as ranges of its array. Reused for the next piece.
 *
 * <p>In a byte stream, a NAL unit begins after its start code and ends before the zeros that
 * precede the next start code. Those zeros belong to a start code of four bytes or are
 * trailing_zero_8bits.
 */
public final class NalIndex {
  /** The most that are indexed. A picture with one slice for each RTP packet has a tenth of it. */
  public static final int MAX_NAL_UNITS = 16_384;

  private byte[] array = new byte[0];
  private int[] offsets = new int[64];
  private int[] lengths = new int[64];
  private int count;
  private int leadingBytes;
  private boolean overflowed;

  /** Indexes {@code bytes[offset .. offset + length)}. */
  public void scan(byte[] bytes, int offset, int length) {
    array = bytes;
    count = 0;
    overflowed = false;
    int end = offset + length;
    int code = AnnexB.nextStartCode(bytes, offset, end);
    leadingBytes = AnnexB.withoutTrailingZeros(bytes, offset, code) - offset;
    while (code < end) {
      int from = code + AnnexB.START_CODE_BYTES;
      code = AnnexB.nextStartCode(bytes, from, end);
      add(from, AnnexB.withoutTrailingZeros(bytes, from, code) - from);
    }
  }

  /**
   * Indexes {@code bytes[offset .. offset + length)}, where no start codes are, but the length of
   * each NAL unit before it (ISO/IEC 14496-15 clause 4.3.3).
   *
   * @param lengthBytes size of a length, 1..4
   * @return false if a length reaches beyond the end; the NAL units before it are indexed
   */
  public boolean scanLengths(byte[] bytes, int offset, int length, int lengthBytes) {
    array = bytes;
    count = 0;
    leadingBytes = 0;
    overflowed = false;
    int end = offset + length;
    int at = offset;
    while (end - at >= lengthBytes) {
      long size = 0;
      for (int i = 0; i < lengthBytes; i++) {
        size = size << 8 | (bytes[at + i] & 0xFF);
      }
      at += lengthBytes;
      if (size > end - at) {
        return false;
      }
      add(at, (int) size);
      at += (int) size;
    }
    return at == end;
  }

  private void add(int offset, int length) {
    if (length == 0) {
      return;
    }
    if (count == MAX_NAL_UNITS) {
      overflowed = true;
      return;
    }
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    offsets[count] = offset;
    lengths[count] = length;
    count++;
  }

  /** The array with the NAL units. */
  public byte[] array() {
    return array;
  }

  /** Number of NAL units, none of them empty. */
  public int count() {
    return count;
  }

  /** Index of the first header byte of NAL unit {@code i}. */
  public int offset(int i) {
    return offsets[i];
  }

  /** Length of NAL unit {@code i} in bytes. */
  public int length(int i) {
    return lengths[i];
  }

  /** First header byte of NAL unit {@code i}. Its fields depend on the codec. */
  public byte header(int i) {
    return array[offsets[i]];
  }

  /** Number of bytes before the first start code, without the zeros at their end. */
  public int leadingBytes() {
    return leadingBytes;
  }

  /** Whether there were more than {@link #MAX_NAL_UNITS}. */
  public boolean overflowed() {
    return overflowed;
  }
}
