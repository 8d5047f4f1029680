package dev.sluice.stream;

import dev.sluice.media.AccessUnit;

/** The fixed-size parts of a log's entries, in one ring of longs: a row of them for each entry. */
final class EntryTable {
  private static final int ROW = 8;
  private static final int PTS = 0;
  private static final int DTS = 1;
  private static final int ARRIVAL = 2;
  private static final int START_BYTE = 3;
  private static final int FIRST_PACKET = 4;

  /** Source PTS in the low 33 bits, flags above. */
  private static final int SOURCE_PTS = 5;

  /** Length in the high half, body offset in the low. */
  private static final int LENGTH_BODY = 6;

  /** Count of packets (24 bits), epoch (20), configuration id (20). */
  private static final int COUNT_EPOCH_CONFIG = 7;

  private static final long PTS_MASK = (1L << 33) - 1;
  private static final long KEY = 1L << 62;
  private static final long DISCONTINUITY = 1L << 61;
  private static final int ID_MASK = (1 << 20) - 1;

  private final long[] rows;
  private final int mask;

  EntryTable(int entries) {
    rows = new long[entries * ROW];
    mask = entries - 1;
  }

  void put(
      long index,
      int epoch,
      AccessUnit unit,
      long startByte,
      int bodyOffset,
      int length,
      long firstPacket,
      int packetCount) {
    int row = row(index);
    rows[row + PTS] = unit.ptsTicks90k();
    rows[row + DTS] = unit.dtsTicks90k();
    rows[row + ARRIVAL] = unit.arrivalNanos();
    rows[row + START_BYTE] = startByte;
    rows[row + FIRST_PACKET] = firstPacket;
    rows[row + SOURCE_PTS] =
        (unit.sourcePts33() & PTS_MASK)
            | (unit.key() ? KEY : 0)
            | (unit.discontinuity() ? DISCONTINUITY : 0);
    rows[row + LENGTH_BODY] = (long) length << 32 | bodyOffset;
    rows[row + COUNT_EPOCH_CONFIG] =
        (long) packetCount << 40 | (long) (epoch & ID_MASK) << 20 | (unit.configId() & ID_MASK);
  }

  void get(long index, int slabBytes, LogEntry into) {
    int row = row(index);
    into.index = index;
    into.ptsTicks90k = rows[row + PTS];
    into.dtsTicks90k = rows[row + DTS];
    into.arrivalNanos = rows[row + ARRIVAL];
    into.slabOffset = (int) (rows[row + START_BYTE] % slabBytes);
    into.firstPacket = rows[row + FIRST_PACKET];
    long sourcePts = rows[row + SOURCE_PTS];
    into.sourcePts33 = sourcePts & PTS_MASK;
    into.key = (sourcePts & KEY) != 0;
    into.discontinuity = (sourcePts & DISCONTINUITY) != 0;
    long lengthBody = rows[row + LENGTH_BODY];
    into.length = (int) (lengthBody >>> 32);
    into.bodyOffset = (int) lengthBody;
    long countEpochConfig = rows[row + COUNT_EPOCH_CONFIG];
    into.packetCount = (int) (countEpochConfig >>> 40);
    into.epoch = (int) (countEpochConfig >>> 20) & ID_MASK;
    into.configId = (int) countEpochConfig & ID_MASK;
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
