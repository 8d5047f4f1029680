package dev.sluice.stream.log;

import dev.sluice.media.AccessUnit;

/** The fixed-size parts of a log's entries, in one ring of longs: a row for each entry. */
final class EntryTable {
  private static final int ROW = 8;
  private static final int PTS = 0;
  private static final int DTS = 1;
  private static final int ARRIVAL = 2;
  private static final int START_BYTE = 3;
  private static final int FIRST_PACKET = 4;

  private static final int FLAGS = 5;

  /** Length in the high half, offset of the content in the low. */
  private static final int LENGTH_CONTENT = 6;

  /** Count of packets (24 bits), epoch (20), format id (20). */
  private static final int COUNT_EPOCH_FORMAT = 7;

  private static final long KEY = 1;
  private static final long DISCONTINUITY = 2;
  private static final long DAMAGED = 4;
  private static final long DISPOSABLE = 8;
  private static final int ID_MASK = (1 << 20) - 1;

  private final long[] rows;
  private final int mask;

  EntryTable(int entries) {
    rows = new long[entries * ROW];
    mask = entries - 1;
  }

  /**
   * Writes a row.
   *
   * @param contentOffset count of bytes before the access unit's own
   * @param length count of bytes, those before the access unit included
   */
  void put(
      long index,
      int epoch,
      int formatId,
      AccessUnit unit,
      long startByte,
      int contentOffset,
      int length,
      long firstPacket,
      int packetCount) {
    int row = row(index);
    rows[row + PTS] = unit.ptsTicks90k();
    rows[row + DTS] = unit.dtsTicks90k();
    rows[row + ARRIVAL] = unit.arrivalNanos();
    rows[row + START_BYTE] = startByte;
    rows[row + FIRST_PACKET] = firstPacket;
    rows[row + FLAGS] =
        (unit.key() ? KEY : 0)
            | (unit.discontinuity() ? DISCONTINUITY : 0)
            | (unit.damaged() ? DAMAGED : 0)
            | (unit.disposable() ? DISPOSABLE : 0);
    rows[row + LENGTH_CONTENT] = (long) length << 32 | contentOffset;
    rows[row + COUNT_EPOCH_FORMAT] =
        (long) packetCount << 40 | (long) (epoch & ID_MASK) << 20 | (formatId & ID_MASK);
  }

  /** Copies a row. */
  void get(long index, int slabBytes, LogEntry into) {
    int row = row(index);
    into.index = index;
    into.ptsTicks90k = rows[row + PTS];
    into.dtsTicks90k = rows[row + DTS];
    into.arrivalNanos = rows[row + ARRIVAL];
    into.slabOffset = (int) (rows[row + START_BYTE] % slabBytes);
    into.firstPacket = rows[row + FIRST_PACKET];
    long flags = rows[row + FLAGS];
    into.key = (flags & KEY) != 0;
    into.discontinuity = (flags & DISCONTINUITY) != 0;
    into.damaged = (flags & DAMAGED) != 0;
    into.disposable = (flags & DISPOSABLE) != 0;
    long lengthContent = rows[row + LENGTH_CONTENT];
    into.length = (int) (lengthContent >>> 32);
    into.contentOffset = (int) lengthContent;
    long countEpochFormat = rows[row + COUNT_EPOCH_FORMAT];
    into.packetCount = (int) (countEpochFormat >>> 40);
    into.epoch = (int) (countEpochFormat >>> 20) & ID_MASK;
    into.formatId = (int) countEpochFormat & ID_MASK;
  }

  long startByte(long index) {
    return rows[row(index) + START_BYTE];
  }

  long firstPacket(long index) {
    return rows[row(index) + FIRST_PACKET];
  }

  long dtsTicks90k(long index) {
    return rows[row(index) + DTS];
  }

  private int row(long index) {
    return ((int) index & mask) * ROW;
  }
}
