package dev.sluice.viewer.send;

import dev.sluice.stream.LogEntry;
import dev.sluice.stream.TrackLog;

/**
 * A viewer's place in the log of one track: an entry, and the next packet of it to be sent.
 *
 * <p>For video it stands at the newest key frame first, or nowhere until there is one; for audio at
 * the live edge. When the log has overtaken it, it starts anew in the same way, and a frame that
 * was sent in part stays so.
 */
final class Cursor {
  private final TrackLog log;
  private final boolean startsAtKey;
  private final LogEntry entry = new LogEntry();

  private long position = TrackLog.NONE;
  private int nextPacket;
  private boolean entryRead;
  private long lastKey = TrackLog.NONE;
  private long skips;

  Cursor(TrackLog log, boolean startsAtKey) {
    this.log = log;
    this.startsAtKey = startsAtKey;
  }

  /** Moves to the next packet that is to be sent; false when there is none yet. */
  boolean seek() {
    if (entryRead) {
      if (nextPacket < entry.packetCount()) {
        return true;
      }
      position++;
      entryRead = false;
    }
    if (position == TrackLog.NONE && !start()) {
      return false;
    }
    while (position < log.head()) {
      if (!log.read(position, entry)) {
        skip();
        if (position == TrackLog.NONE) {
          return false;
        }
      } else if (entry.packetCount() > 0) {
        entryRead = true;
        nextPacket = 0;
        if (entry.key()) {
          lastKey = position;
        }
        return true;
      } else {
        position++;
      }
    }
    return false;
  }

  private boolean start() {
    position = startsAtKey ? log.newestKey() : log.head();
    return position != TrackLog.NONE;
  }

  /** The log has overtaken this cursor: it begins anew. */
  void skip() {
    skips++;
    entryRead = false;
    start();
  }

  /**
   * Goes to the newest key frame if that is fresher than the one it began at or passed last.
   *
   * @return whether it moved
   */
  boolean jumpToFresherKey() {
    long newest = log.newestKey();
    if (!startsAtKey || newest == TrackLog.NONE || newest <= lastKey) {
      return false;
    }
    skips++;
    entryRead = false;
    position = newest;
    return true;
  }

  /** Leaves out what can be left out: up to the newest key frame, or to the live edge. */
  void catchUp() {
    if (startsAtKey) {
      boolean unused = jumpToFresherKey();
    } else {
      skip();
    }
  }

  TrackLog log() {
    return log;
  }

  /** The entry it stands at; valid after {@link #seek} said true. */
  LogEntry entry() {
    return entry;
  }

  int nextPacket() {
    return nextPacket;
  }

  void sent(int packets) {
    nextPacket += packets;
  }

  /** Goes back to a packet that was not sent after all. */
  void backTo(long entryIndex, int packet) {
    position = entryIndex;
    // A key frame further on has not been passed after all.
    lastKey = Math.min(lastKey, entryIndex);
    nextPacket = packet;
    entryRead = log.read(entryIndex, entry);
    if (!entryRead) {
      skip();
    }
  }

  /** Whether what was read of the entry was whole. */
  boolean intact() {
    return log.holds(entry.index());
  }

  /** How often it began anew. */
  long skips() {
    return skips;
  }
}
