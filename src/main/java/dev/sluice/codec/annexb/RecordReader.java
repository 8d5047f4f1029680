package dev.sluice.codec.annexb;

import dev.sluice.base.bytes.Bytes;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the fields of a decoder configuration record (ISO/IEC 14496-15). It never throws: past the
 * end it reads zeros and sets {@link #overrun}.
 */
public final class RecordReader {
  private final byte[] array;
  private final int end;
  private int at;
  private boolean overrun;

  /** Reads {@code array[offset .. offset + length)}. */
  public RecordReader(byte[] array, int offset, int length) {
    this.array = array;
    this.at = offset;
    this.end = offset + length;
  }

  /** The next byte. */
  public int u8() {
    return take(1) ? Bytes.u8(array, at - 1) : 0;
  }

  /** The next 16 bits. */
  public int u16() {
    return take(2) ? Bytes.u16(array, at - 2) : 0;
  }

  /** Skips bytes. */
  public void skip(int count) {
    boolean unused = take(count);
  }

  /** Adds copies of parameter sets, each behind its length of 16 bits. */
  public void readSets(int count, List<byte[]> into) {
    for (int i = 0; i < count && !overrun; i++) {
      int length = u16();
      if (take(length)) {
        into.add(Arrays.copyOfRange(array, at - length, at));
      }
    }
  }

  /** Whether bytes past the end were read. */
  public boolean overrun() {
    return overrun;
  }

  private boolean take(int count) {
    if (overrun || count > end - at) {
      overrun = true;
      return false;
    }
    at += count;
    return true;
  }
}
