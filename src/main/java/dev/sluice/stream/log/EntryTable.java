package dev.sluice.stream.log;

import dev.sluice.media.AccessUnit;

/** The fixed-size parts of a log's entries: a row of longs for each entry. */
final class EntryTable {
  private static final int ROW = 8;
  private static final int PTS = 0;
  private static final int DTS = 1;
  private static final int ARRIVAL = 2;
  private static final int START_BYTE = 3;
  private static final int FIRST_PACKET = 4;

  /** Distance in DTS to the key unit before (32 bits), in entries (28), marks (4). */
  private static final int KEY_DISTANCE_MARKS = 5;

  /** Length in the high half, offset of the content in the low. */
  private static final int LENGTH_CONTENT = 6;

  /** Count of packets (24 bits), epoch (20), format id (20). */
  private static final int COUNT_EPOCH_FORMAT = 7;

  private static final long KEY = 1;
  private static final long DISCONTINUITY = 2;
  private static final long DAMAGED = 4;
  private static final long DISPOSABLE = 8;
  private static final int MARKS_BITS = 4;
  private static final long MOST_TICKS = (1L << 32) - 1;
  private static final long MOST_UNITS = (1L << 28) - 1;
  private static final int ID_MASK = (1 << 20) - 1;

  private final LongRing rows = new LongRing(ROW);

  /** Makes room for the entry {@code head}, and keeps those from {@code tail} on. */
  void reserve(long tail, long head) {
    rows.reserve(tail, head, head + 1);
  }

  /**
   * Writes the parts of an entry that are those of its access unit.
   *
   * @param keyBefore index of the key entry before a key entry, or {@link TrackLog#NONE}
   * @param keyBeforeDts its DTS
   */
  void putUnit(
      long index, int epoch, int formatId, AccessUnit unit, long keyBefore, long keyBeforeDts) {
    long[] cells = rows.cells();
    int row = rows.at(cells, index);
    cells[row + PTS] = unit.ptsTicks90k();
    cells[row + DTS] = unit.dtsTicks90k();
    cells[row + ARRIVAL] = unit.arrivalNanos();
    long distance = 0;
    if (unit.key() && keyBefore != TrackLog.NONE) {
      long ticks = Math.clamp(unit.dtsTicks90k() - keyBeforeDts, 0, MOST_TICKS);
      distance = ticks << 32 | Math.min(index - keyBefore, MOST_UNITS) << MARKS_BITS;
    }
    cells[row + KEY_DISTANCE_MARKS] =
        distance
            | (unit.key() ? KEY : 0)
            | (unit.discontinuity() ? DISCONTINUITY : 0)
            | (unit.damaged() ? DAMAGED : 0)
            | (unit.disposable() ? DISPOSABLE : 0);
    cells[row + COUNT_EPOCH_FORMAT] = (long) (epoch & ID_MASK) << 20 | (formatId & ID_MASK);
  }

  /**
   * Writes the place of an entry's bytes and packets, after {@link #putUnit}.
   *
   * @param contentOffset count of bytes before the access unit
   * @param length count of bytes, including those before the access unit
   */
  void putPlace(
      long index,
      long startByte,
      int contentOffset,
      int length,
      long firstPacket,
      int packetCount) {
    long[] cells = rows.cells();
    int row = rows.at(cells, index);
    cells[row + START_BYTE] = startByte;
    cells[row + FIRST_PACKET] = firstPacket;
    cells[row + LENGTH_CONTENT] = (long) length << 32 | contentOffset;
    cells[row + COUNT_EPOCH_FORMAT] |= (long) packetCount << 40;
  }

  /** Copies a row. */
  void get(long index, LogEntry into) {
    long[] cells = rows.cells();
    int row = rows.at(cells, index);
    into.index = index;
    into.ptsTicks90k = cells[row + PTS];
    into.dtsTicks90k = cells[row + DTS];
    into.arrivalNanos = cells[row + ARRIVAL];
    into.startByte = cells[row + START_BYTE];
    into.firstPacket = cells[row + FIRST_PACKET];
    long marks = cells[row + KEY_DISTANCE_MARKS];
    into.key = (marks & KEY) != 0;
    into.discontinuity = (marks & DISCONTINUITY) != 0;
    into.damaged = (marks & DAMAGED) != 0;
    into.disposable = (marks & DISPOSABLE) != 0;
    into.keyDistanceTicks90k = marks >>> 32;
    into.keyDistanceUnits = marks >>> MARKS_BITS & MOST_UNITS;
    long lengthContent = cells[row + LENGTH_CONTENT];
    into.length = (int) (lengthContent >>> 32);
    into.contentOffset = (int) lengthContent;
    long countEpochFormat = cells[row + COUNT_EPOCH_FORMAT];
    into.packetCount = (int) (countEpochFormat >>> 40);
    into.epoch = (int) (countEpochFormat >>> 20) & ID_MASK;
    into.formatId = (int) countEpochFormat & ID_MASK;
  }

  long startByte(long index) {
    return cell(index, START_BYTE);
  }

  long firstPacket(long index) {
    return cell(index, FIRST_PACKET);
  }

  long dtsTicks90k(long index) {
    return cell(index, DTS);
  }

  private long cell(long index, int column) {
    long[] cells = rows.cells();
    return cells[rows.at(cells, index) + column];
  }
}
