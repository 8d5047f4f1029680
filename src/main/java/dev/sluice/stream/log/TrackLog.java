package dev.sluice.stream.log;

import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.media.AccessUnit;
import dev.sluice.rtc.rtp.PacketTable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The log of one track: access units, each stored once, with the table of its RTP packets. One
 * thread at a time appends, any number read. A reader never delays the writer.
 *
 * <pre>
 *            tail                          newestKey         head
 *             |                                |               |
 *   (gone)    v  entry  entry  entry  entry  [key]  entry      v (next)
 *             +---------------------------------------------+
 * </pre>
 *
 * <p>Memory is a ring of fixed size. The writer moves the tail forward <em>before</em> it
 * overwrites, and publishes the head <em>after</em> it has written. So a reader first copies or
 * encrypts an entry and then asks {@link #holds}. If the result is false, the bytes may be torn,
 * and the reader discards its result.
 *
 * <p>The arrays of the ring grow until the ring is full for the first time, so that a track of few
 * access units takes little memory. Positions in the ring do not change: a larger array begins with
 * the content of the smaller one. A reader may keep the smaller array, because the writer no longer
 * writes to it.
 */
public final class TrackLog {
  private static final VarHandle HEAD;
  private static final VarHandle TAIL;
  private static final VarHandle NEWEST_KEY;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      HEAD = lookup.findVarHandle(TrackLog.class, "head", long.class);
      TAIL = lookup.findVarHandle(TrackLog.class, "tail", long.class);
      NEWEST_KEY = lookup.findVarHandle(TrackLog.class, "newestKey", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Index that no entry has. */
  public static final long NONE = -1;

  private static final int FIRST_SLAB_BYTES = 4 * 1024;
  private static final int FIRST_PACKETS = 64;

  private final int trackId;
  private final LogLimits limits;
  private final EntryTable entries;

  // Volatile, so that a reader of a larger array sees its content.
  private volatile byte[] slab = new byte[0];
  private volatile long[] packets = new long[0];

  private long head;
  private long tail;

  @SuppressWarnings("UnusedVariable") // Read through NEWEST_KEY.
  private long newestKey = NONE;

  // Used by the writer only. Positions grow without end; the place in the ring is the remainder.
  private long nextByte;
  private long nextPacket;

  /**
   * Empty.
   *
   * @param trackId id of its {@link dev.sluice.media.Track}
   */
  public TrackLog(int trackId, LogLimits limits) {
    this.trackId = trackId;
    this.limits = limits;
    this.entries = new EntryTable(limits.entries());
  }

  /**
   * Appends an access unit. Called by the one writer only.
   *
   * @param formatId id of the unit's format
   * @param prefix bytes before the access unit; {@code table} counts from their start
   * @param table its RTP packets, as ranges of prefix and access unit; empty for none
   * @return false, with nothing appended, if it is too large for this log
   */
  public boolean append(
      int epoch, int formatId, AccessUnit unit, GrowableBytes prefix, PacketTable table) {
    int length = prefix.length() + unit.length();
    int slabBytes = limits.slabBytes();
    if (length > slabBytes / 2 || table.count() > limits.packets() / 2) {
      return false;
    }
    int at = (int) (nextByte % slabBytes);
    // An access unit is never split: one that does not fit before the slab's end goes to its start.
    long start = at + length <= slabBytes ? nextByte : nextByte + slabBytes - at;
    makeRoom(start + length, nextPacket + table.count(), unit.dtsTicks90k());
    grow(start + length, nextPacket + table.count());

    byte[] ring = slab;
    int to = (int) (start % slabBytes);
    System.arraycopy(prefix.array(), 0, ring, to, prefix.length());
    System.arraycopy(unit.array(), unit.offset(), ring, to + prefix.length(), unit.length());
    table.copyInto(packets, nextPacket);
    entries.put(
        head, epoch, formatId, unit, start, prefix.length(), length, nextPacket, table.count());
    nextByte = start + length;
    nextPacket += table.count();
    if (unit.key()) {
      NEWEST_KEY.setRelease(this, head);
    }
    HEAD.setRelease(this, head + 1);
    return true;
  }

  private void makeRoom(long endByte, long endPacket, long newestDts) {
    long keep = tail;
    while (keep < head
        && (head - keep >= limits.entries()
            || entries.startByte(keep) < endByte - limits.slabBytes()
            || entries.firstPacket(keep) < endPacket - limits.packets()
            || newestDts - entries.dtsTicks90k(keep) > limits.ageTicks90k())) {
      keep++;
    }
    if (keep != tail) {
      TAIL.setOpaque(this, keep);
      // Readers must see the tail move before they can see any byte that replaces the old entry.
      VarHandle.storeStoreFence();
    }
  }

  /** Enlarges the arrays, unless they have their full size or are large enough. */
  private void grow(long endByte, long endPacket) {
    byte[] bytes = slab;
    if (endByte > bytes.length && bytes.length < limits.slabBytes()) {
      slab =
          Arrays.copyOf(bytes, grown(bytes.length, endByte, FIRST_SLAB_BYTES, limits.slabBytes()));
    }
    long[] table = packets;
    if (endPacket > table.length && table.length < limits.packets()) {
      packets =
          Arrays.copyOf(table, grown(table.length, endPacket, FIRST_PACKETS, limits.packets()));
    }
    entries.growFor(head);
  }

  /** Grows by the factor of four, so that all copies together have at most a third of the size. */
  private static int grown(int present, long needed, int first, int full) {
    long size = Math.max(first, present);
    while (size < needed) {
      size *= 4;
    }
    return (int) Math.min(size, full);
  }

  /** Id of its {@link dev.sluice.media.Track}. */
  public int trackId() {
    return trackId;
  }

  /** The index of the next entry. All entries below it are published. */
  public long head() {
    return (long) HEAD.getAcquire(this);
  }

  /** The index of the oldest entry; equal to the head if the log is empty. */
  public long tail() {
    return (long) TAIL.getOpaque(this);
  }

  /** The index of the newest entry at which decoding can start, or {@link #NONE}. */
  public long newestKey() {
    long index = (long) NEWEST_KEY.getAcquire(this);
    return index != NONE && index >= tail() ? index : NONE;
  }

  /**
   * Copies the entry at {@code index}, which must be below the head.
   *
   * @return false when it is gone
   */
  public boolean read(long index, LogEntry into) {
    entries.get(index, limits.slabBytes(), into);
    return holds(index);
  }

  /**
   * Copies the entry that has the packet at {@code position}, counted over all packets ever
   * appended to the log.
   *
   * @return false if it is overwritten or not yet appended
   */
  public boolean readByPacket(long position, LogEntry into) {
    long low = tail();
    long high = head() - 1;
    while (low < high) {
      long middle = (low + high + 1) >>> 1;
      if (entries.firstPacket(middle) <= position) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low <= high
        && read(low, into)
        && position >= into.firstPacket
        && position < into.firstPacket + into.packetCount;
  }

  /** Packet {@code i} of an entry, for the static readers of {@link PacketTable}. */
  public long packet(LogEntry entry, int i) {
    long[] table = packets;
    return table[(int) (entry.firstPacket + i) & table.length - 1];
  }

  /**
   * The memory to which {@link LogEntry#slabOffset} refers, for entries read before this call.
   * Readers must not write to it.
   */
  public byte[] slab() {
    return slab;
  }

  /**
   * Whether the entry was not overwritten before this call, so that bytes read from it are valid.
   * Call it after copying or encrypting, and before sending.
   */
  public boolean holds(long index) {
    VarHandle.loadLoadFence();
    return index >= tail();
  }

  /** The fixed-size parts of a log's entries, in one ring of longs: a row for each entry. */
  private static final class EntryTable {
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

    private static final int FIRST_ENTRIES = 64;

    private final int full;

    /** As many rows as a power of two. */
    private volatile long[] rows = new long[0];

    EntryTable(int entries) {
      full = entries;
    }

    /** Enlarges the table for the row at that index, unless it has its full size. */
    void growFor(long index) {
      long[] present = rows;
      if (index * ROW >= present.length && present.length < full * ROW) {
        int entries = grown(present.length / ROW, index + 1, FIRST_ENTRIES, full);
        rows = Arrays.copyOf(present, entries * ROW);
      }
    }

    /**
     * Writes a row.
     *
     * @param contentOffset count of bytes before the access unit
     * @param length count of bytes, including those before the access unit
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
      long[] rows = this.rows;
      int row = row(rows, index);
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
      long[] rows = this.rows;
      int row = row(rows, index);
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
      long[] rows = this.rows;
      return rows[row(rows, index) + START_BYTE];
    }

    long firstPacket(long index) {
      long[] rows = this.rows;
      return rows[row(rows, index) + FIRST_PACKET];
    }

    long dtsTicks90k(long index) {
      long[] rows = this.rows;
      return rows[row(rows, index) + DTS];
    }

    private static int row(long[] rows, long index) {
      return (int) index * ROW & rows.length - 1;
    }
  }
}
