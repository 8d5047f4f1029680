package dev.sluice.codec.annexb;

import java.util.Arrays;

/**
 * The NAL units of a stretch of byte stream (ITU-T H.264 annex B), as ranges of its array. Reused
 * for the next.
 *
 * <p>A NAL unit reaches from behind its start code to the zeros before the next one: those belong
 * to a start code of four bytes or are trailing_zero_8bits, never to the NAL unit.
 */
public final class NalIndex {
  /** So many are indexed; a picture in slices of a packet each has a tenth of it. */
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

  /** Holds the NAL units. */
  public byte[] array() {
    return array;
  }

  /** Count of NAL units, none of them empty. */
  public int count() {
    return count;
  }

  /** Where NAL unit {@code i} begins, with its header byte. */
  public int offset(int i) {
    return offsets[i];
  }

  /** Count of bytes of NAL unit {@code i}. */
  public int length(int i) {
    return lengths[i];
  }

  /** First header byte of NAL unit {@code i}. Its fields depend on the codec. */
  public byte header(int i) {
    return array[offsets[i]];
  }

  /** Count of bytes before the first start code, zeros at their end not counted. */
  public int leadingBytes() {
    return leadingBytes;
  }

  /** Whether there were more NAL units than are indexed. */
  public boolean overflowed() {
    return overflowed;
  }
}
