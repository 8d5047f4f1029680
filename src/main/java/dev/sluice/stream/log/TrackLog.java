package dev.sluice.stream.log;

import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.media.AccessUnit;
import dev.sluice.rtc.rtp.PacketTable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

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
 * <p>An entry leaves when it is older than the limit, unless it is the newest key entry or a later
 * one, with which new viewers begin; or when the log is larger than its limits. When the pool has
 * little memory, entries leave sooner; when it has none, the oldest ones make room.
 *
 * <p>The bytes lie in slabs of a pool that all logs share. A slab that has left one log is soon
 * written by another. So a reader first copies or encrypts an entry and then asks {@link #holds}.
 * If the result is false, the bytes may be those of any other entry or stream, and the reader
 * discards its result. The order of events makes that check sufficient:
 *
 * <ol>
 *   <li>The writer moves the tail forward, and only then gives the slabs before it to the pool, or
 *       overwrites rows of its tables.
 *   <li>The pool's lock orders that before the slab is taken, by this log or another, and so before
 *       any byte is written to it.
 *   <li>A reader that has copied such a byte reads the tail afterwards ({@link #holds} has a fence
 *       between the two), and finds it moved.
 * </ol>
 *
 * <p>The other direction needs no check: the writer publishes the head <em>after</em> it has
 * written the entry, and readers begin with the head.
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

  private final int trackId;
  private final LogLimits limits;
  private final SlabPool pool;
  private final EntryTable entries = new EntryTable();
  private final LongRing packets = new LongRing(1);
  private final SlabRing bytes;

  private long head;
  private long tail;
  private long newestKey = NONE;

  // Used by the writer only. Positions grow without end.
  private long nextByte;
  private long nextPacket;
  private long newestKeyDts;

  /**
   * Empty.
   *
   * @param trackId id of its {@link dev.sluice.media.Track}
   * @param pool gives the memory
   */
  public TrackLog(int trackId, LogLimits limits, SlabPool pool) {
    this.trackId = trackId;
    this.limits = limits;
    this.pool = pool;
    this.bytes = new SlabRing(pool);
  }

  /**
   * Appends an access unit. Called by the one writer only.
   *
   * @param formatId id of the unit's format
   * @param prefix bytes before the access unit; {@code table} counts from their start
   * @param table its RTP packets, as ranges of prefix and access unit; empty for none
   * @return false, with nothing appended, if it does not fit ({@link #fits}), or if the pool has no
   *     memory for it
   */
  public boolean append(
      int epoch, int formatId, AccessUnit unit, GrowableBytes prefix, PacketTable table) {
    int length = prefix.length() + unit.length();
    if (!fits(length, table.count())) {
      return false;
    }
    makeRoom(unit, length, table.count());
    if (!reserve(nextByte + length)) {
      return false;
    }
    entries.reserve(tail, head);
    packets.reserve(firstPacket(), nextPacket, nextPacket + table.count());

    bytes.write(nextByte, prefix.array(), 0, prefix.length());
    bytes.write(nextByte + prefix.length(), unit.array(), unit.offset(), unit.length());
    table.copyInto(packets.cells(), nextPacket);
    entries.putUnit(head, epoch, formatId, unit, newestKey, newestKeyDts);
    entries.putPlace(head, nextByte, prefix.length(), length, nextPacket, table.count());
    nextByte += length;
    nextPacket += table.count();
    if (unit.key()) {
      newestKeyDts = unit.dtsTicks90k();
      NEWEST_KEY.setRelease(this, head);
    }
    HEAD.setRelease(this, head + 1);
    return true;
  }

  /**
   * Whether an access unit fits into the log.
   *
   * @param length with the bytes before it
   */
  public boolean fits(int length, int packetCount) {
    return length <= limits.bytes() / 2 && packetCount <= limits.packets() / 2;
  }

  private void makeRoom(AccessUnit unit, int length, int packetCount) {
    // New viewers need the newest key entry, if it is still there, and all later ones.
    long needed = unit.key() || newestKey < tail ? head : newestKey;
    long endByte = nextByte + length;
    long endPacket = nextPacket + packetCount;
    long age = pool.shortened(limits.ageTicks90k());
    long keep = tail;
    while (keep < head
        && (head - keep >= limits.entries()
            || entries.startByte(keep) < endByte - limits.bytes()
            || entries.firstPacket(keep) < endPacket - limits.packets()
            || (keep < needed && unit.dtsTicks90k() - entries.dtsTicks90k(keep) > age))) {
      keep++;
    }
    moveTail(keep);
  }

  /** Takes memory from the pool, and if that has none, gives up the oldest entries for it. */
  private boolean reserve(long endByte) {
    while (!bytes.reserve(endByte)) {
      if (tail == head) {
        bytes.unreserve(nextByte);
        return false;
      }
      moveTail(tail + 1);
    }
    return true;
  }

  private void moveTail(long keep) {
    if (keep != tail) {
      TAIL.setOpaque(this, keep);
      // Readers must see the tail move before they can see anything that replaces the old entries.
      VarHandle.storeStoreFence();
      bytes.free(keep < head ? entries.startByte(keep) : nextByte);
    }
  }

  /** Decoding time of the newest entry, for the writer; {@link Long#MIN_VALUE} without entries. */
  public long newestDtsTicks90k() {
    return tail < head ? entries.dtsTicks90k(head - 1) : Long.MIN_VALUE;
  }

  private long firstPacket() {
    return tail < head ? entries.firstPacket(tail) : nextPacket;
  }

  /**
   * Leaves the memory to the readers and then to the garbage collector: other logs do not get it.
   * Called by the writer, which appends nothing afterwards.
   */
  void end() {
    bytes.leave();
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
    entries.get(index, into);
    return holds(index);
  }

  /**
   * Copies the entry that has the packet at {@code position}, counted over all packets ever
   * appended to the log.
   *
   * @return false if it has left or is not yet appended
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
    long[] table = packets.cells();
    return table[packets.at(table, entry.firstPacket + i)];
  }

  /**
   * The array that has a byte of an entry; null if the entry is gone. The bytes after it follow up
   * to the end of the array, and then in another one, see {@link #copy}. Readers must not write to
   * it.
   *
   * @param offset of the byte in the entry
   */
  public byte @Nullable [] slab(LogEntry entry, int offset) {
    return bytes.slabAt(entry.startByte + offset);
  }

  /** Index in {@link #slab} of a byte of an entry. */
  public int slabOffset(LogEntry entry, int offset) {
    return bytes.offsetOf(entry.startByte + offset);
  }

  /**
   * Copies bytes of an entry.
   *
   * @param offset of the first byte in the entry
   * @return false if the entry is gone; the copy is then worthless
   */
  public boolean copy(LogEntry entry, int offset, int length, byte[] to, int at) {
    return bytes.read(entry.startByte + offset, length, to, at) && holds(entry.index);
  }

  /**
   * Whether the entry had not left before this call, so that bytes read from it are valid. Call it
   * after copying or encrypting, and before sending.
   */
  public boolean holds(long index) {
    VarHandle.loadLoadFence();
    return index >= tail();
  }
}
