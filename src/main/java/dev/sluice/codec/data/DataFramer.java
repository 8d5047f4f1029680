package dev.sluice.codec.data;

import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.codec.framing.AccessUnitFramer;
import dev.sluice.codec.framing.ElementaryBuffer;

/**
 * Cuts timed metadata into units. A unit may be spread over several PES packets, and a PES packet
 * may hold several units. Metadata cells (ISO/IEC 13818-1 clause 2.12.4) are unwrapped.
 *
 * <p>Senders differ, so incomplete data is kept: a unit truncated by the next one or by the end of
 * the stream is delivered as damaged. A PES packet that begins with unknown data is a unit of its
 * own. Each push is one PES packet.
 */
public final class DataFramer implements AccessUnitFramer {
  /** A unit, and the largest PES packet after it. */
  private static final int MAX_BYTES = 2 * DataFraming.MAX_UNIT_BYTES;

  private final DataFraming framing;
  private final ElementaryBuffer bytes = new ElementaryBuffer(MAX_BYTES, ByteBudget.UNLIMITED);

  /** Index of the newest PES packet. */
  private int newest;

  private boolean afterGap;
  private boolean flushing;
  private int offset;
  private int length;
  private boolean damaged;
  private long skippedBytes;
  private long damagedUnits;

  /** Framer for one elementary stream. */
  public DataFramer(DataFraming framing) {
    this.framing = framing;
  }

  @Override
  public void push(byte[] array, int from, int count, long pts33, long dts33) {
    flushing = false;
    newest = bytes.length();
    boolean cells =
        framing != DataFraming.PES
            && framing.unitBytes(array, from, from + count) == DataFraming.NO_UNIT
            && MetadataCells.fill(array, from, count);
    if (!cells) {
      append(array, from, count, pts33, dts33);
      return;
    }
    boolean first = true;
    for (int at = from; at < from + count; ) {
      int dataBytes = MetadataCells.dataBytes(array, at);
      append(
          array,
          at + MetadataCells.HEADER_BYTES,
          dataBytes,
          first ? pts33 : NO_STAMP,
          first ? dts33 : NO_STAMP);
      skippedBytes += MetadataCells.HEADER_BYTES;
      at += MetadataCells.HEADER_BYTES + dataBytes;
      first = false;
    }
  }

  private void append(byte[] array, int from, int count, long pts33, long dts33) {
    if (!bytes.append(array, from, count, pts33, dts33)) {
      skippedBytes += count;
      gap();
    }
  }

  @Override
  public void gap() {
    damagedUnits += bytes.length() > 0 ? 1 : 0;
    skippedBytes += bytes.length();
    bytes.clear();
    newest = 0;
    afterGap = framing != DataFraming.PES;
  }

  @Override
  public void flush() {
    flushing = true;
  }

  @Override
  public boolean next() {
    while (bytes.length() > 0) {
      int at = bytes.from();
      int size = framing.unitBytes(bytes.array(), at, bytes.end());
      if (size == DataFraming.NO_UNIT) {
        if (at == newest && !afterGap) {
          return take(bytes.end(), false);
        }
        skip();
      } else if (size <= bytes.length()) {
        return take(at + size, false);
      } else if (at < newest && beginsUnit(newest)) {
        return take(newest, true);
      } else {
        return flushing && take(bytes.end(), true);
      }
    }
    return false;
  }

  /** Whether a unit begins at the index and its header is complete. */
  private boolean beginsUnit(int at) {
    int size = framing.unitBytes(bytes.array(), at, bytes.end());
    return size != DataFraming.NO_UNIT && size != DataFraming.UNKNOWN;
  }

  /** Skips to the next unit, at most to the next PES packet. */
  private void skip() {
    int at = bytes.from();
    int end = at < newest ? newest : bytes.end();
    int next = at + 1;
    while (next < end && !beginsUnit(next)) {
      next++;
    }
    skippedBytes += next - at;
    bytes.consumeTo(next);
  }

  private boolean take(int end, boolean cut) {
    offset = bytes.from();
    length = end - offset;
    damaged = cut;
    damagedUnits += cut ? 1 : 0;
    afterGap = false;
    bytes.takeStamps(offset);
    bytes.consumeTo(end);
    return true;
  }

  @Override
  public byte[] array() {
    return bytes.array();
  }

  @Override
  public int offset() {
    return offset;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public long pts33() {
    return bytes.pts33();
  }

  @Override
  public long dts33() {
    return bytes.dts33();
  }

  /** Always 0: metadata has no duration. */
  @Override
  public long durationTicks90k() {
    return 0;
  }

  /** Always true. */
  @Override
  public boolean key() {
    return true;
  }

  @Override
  public boolean damaged() {
    return damaged;
  }

  @Override
  public long skippedBytes() {
    return skippedBytes;
  }

  @Override
  public long damagedUnits() {
    return damagedUnits;
  }
}
