package dev.sluice.viewer.send;

import dev.sluice.stream.log.FormatTable;
import dev.sluice.stream.log.LogEntry;
import dev.sluice.stream.log.TrackLog;
import java.util.function.IntPredicate;

/**
 * A viewer's position in the log of one track: an entry, and the next packet of it to send.
 *
 * <p>Video starts at the newest key frame, or waits until there is one; audio starts at the live
 * edge. A cursor that the log has overtaken starts again in the same way. A partly sent frame is
 * then not completed.
 */
final class Cursor {
  private final TrackLog log;
  private final boolean startsAtKey;
  private final IntPredicate formats;
  private final LogEntry entry = new LogEntry();

  private long position = TrackLog.NONE;
  private int nextPacket;
  private boolean entryRead;
  private long lastKey = TrackLog.NONE;
  private long skips;
  private int judgedFormat = FormatTable.NONE;
  private boolean plays = true;

  /**
   * @param formats whether the viewer can play the format with that id; entries of others are
   *     passed over
   */
  Cursor(TrackLog log, boolean startsAtKey, IntPredicate formats) {
    this.log = log;
    this.startsAtKey = startsAtKey;
    this.formats = formats;
  }

  /** Moves to the next packet to send; false if there is none yet. */
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
      } else if (entry.packetCount() > 0 && plays()) {
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

  private boolean plays() {
    if (entry.formatId() != judgedFormat) {
      judgedFormat = entry.formatId();
      plays = formats.test(judgedFormat);
    }
    return plays;
  }

  /** Whether the viewer cannot play the format of the newest entries. */
  boolean passesOver() {
    return !plays;
  }

  private boolean start() {
    position = startsAtKey ? log.newestKey() : log.head();
    return position != TrackLog.NONE;
  }

  /** Starts again, since the log has overtaken this cursor. */
  void skip() {
    skips++;
    entryRead = false;
    start();
  }

  /**
   * Moves to the newest key frame if it is newer than the last one read.
   *
   * @return whether the cursor moved
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

  /** Skips to the newest key frame or, for audio, to the live edge. */
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

  /** The entry at its position; valid after {@link #seek} returned true. */
  LogEntry entry() {
    return entry;
  }

  int nextPacket() {
    return nextPacket;
  }

  void sent(int packets) {
    nextPacket += packets;
  }

  /** Goes back to a packet that the socket refused. */
  void backTo(long entryIndex, int packet) {
    position = entryIndex;
    // Any key frame after that packet was not sent either.
    lastKey = Math.min(lastKey, entryIndex);
    nextPacket = packet;
    entryRead = log.read(entryIndex, entry);
    if (!entryRead) {
      skip();
    }
  }

  /** Whether the entry was not overwritten during the read. */
  boolean intact() {
    return log.holds(entry.index());
  }

  /** Number of skips. */
  long skips() {
    return skips;
  }
}
