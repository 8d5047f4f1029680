package dev.sluice.session;

import dev.sluice.media.Track;
import dev.sluice.rtp.PacketTable;
import dev.sluice.srtp.PacketIndex;
import dev.sluice.stream.LogEntry;
import dev.sluice.stream.TrackLog;

/**
 * Sends one track to one viewer: for each packet of the log a header from the viewer's template,
 * the encrypted bytes, and out, a run at a time.
 *
 * <p>Sequence numbers are counted as runs leave, not as entries are read: whatever the cursor
 * skips, the viewer sees no gap.
 */
final class TrackSender {
  /** A viewer that reads too slowly (by TCP) is not sent what is older when there is fresher. */
  private static final long TOO_LATE_NANOS = 1_500_000_000L;

  private final Cursor cursor;
  private final PacketWriter writer;
  private final Retransmitter retransmitter;
  private final PacketIndex index;
  private final Pacer pacer;
  private final PathEstimate path;
  private final KeyFrameWait wait;

  private long packetsSent;
  private long payloadBytesSent;

  /**
   * @param index counts its packets
   * @param path to the viewer, the same for its tracks
   * @param wait whether to begin with the next key frame
   */
  TrackSender(PacketWriter writer, PacketIndex index, PathEstimate path, KeyFrameWait wait) {
    this.wait = wait;
    this.cursor = new Cursor(writer.log(), writer.log().trackId() == Track.VIDEO);
    this.writer = writer;
    this.retransmitter = new Retransmitter(writer, index, path);
    this.index = index;
    this.pacer = new Pacer(path);
    this.path = path;
  }

  /** Sends what the log has for this viewer, as far as pacer and socket let it. */
  Progress send(SendTurn turn) {
    if (packetsSent == 0 && wait.holds(cursor.log(), turn.nowNanos())) {
      return Progress.HELD_BACK;
    }
    while (cursor.seek()) {
      if (!pacer.allows(cursor.log(), cursor.entry(), cursor.nextPacket(), turn)) {
        return Progress.HELD_BACK;
      }
      if (!sendRun(turn)) {
        if (turn.nowNanos() - cursor.entry().arrivalNanos() > TOO_LATE_NANOS) {
          cursor.catchUp();
        }
        return Progress.HELD_BACK;
      }
    }
    return Progress.DRAINED;
  }

  /** Sends the run at the cursor; false when the socket is full. */
  private boolean sendRun(SendTurn turn) {
    LogEntry entry = cursor.entry();
    int first = cursor.nextPacket();
    int packets = 0;
    int length = 0;
    int segmentBytes = 0;
    int payloadBytes = 0;
    do {
      int written =
          writer.write(turn, entry, first + packets, index.peek() + packets, length, packets);
      if (written == 0) {
        cursor.skip();
        return true;
      }
      length += written;
      segmentBytes = packets == 0 ? written : segmentBytes;
      payloadBytes += PacketTable.payloadBytes(cursor.log().packet(entry, first + packets));
      packets++;
    } while (packets < PacketTable.MAX_RUN_PACKETS && goesOn(entry, first + packets));

    if (!cursor.intact()) {
      // Overwritten while it was read: what was built is thrown away and its numbers used again.
      cursor.skip();
      return true;
    }
    if (!turn.route().send(turn.scratch().array(), 0, length, segmentBytes)) {
      return false;
    }
    retransmitter.sending(index.peek(), entry.firstPacket() + first, length);
    cursor.sent(packets);
    writer.format().extensions().sent(index.peek(), packets);
    index.advance(packets);
    pacer.spend(entry, length, turn);
    path.sent(packets);
    packetsSent += packets;
    payloadBytesSent += payloadBytes;
    return true;
  }

  private boolean goesOn(LogEntry entry, int packet) {
    return packet < entry.packetCount()
        && !PacketTable.startsRun(cursor.log().packet(entry, packet));
  }

  /** The viewer lost its picture: goes to a fresher key frame, if there is one. */
  boolean jumpToFresherKey() {
    return cursor.jumpToFresherKey();
  }

  /** The viewer lacks a packet. */
  void resend(int sequence, SendTurn turn) {
    retransmitter.resend(sequence, turn);
  }

  /** Transport feedback says that a packet has not arrived. */
  void missed(int transportSequence, SendTurn turn) {
    retransmitter.missed(transportSequence, turn);
  }

  int rtpTimeOf(long ticks90k) {
    return writer.format().clock().rtpTimeOf(ticks90k);
  }

  TrackLog log() {
    return writer.log();
  }

  int ssrc() {
    return writer.format().ssrc();
  }

  /** Packets sent the first time, for sender reports and statistics. */
  long packetsSent() {
    return packetsSent;
  }

  /** Packets sent again. */
  long packetsResent() {
    return retransmitter.packetsResent();
  }

  /** Payload octets sent the first time, headers not counted (RFC 3550 section 6.4.1). */
  long payloadBytesSent() {
    return payloadBytesSent;
  }

  /** How often the viewer was too slow for the log, or asked for a fresher key frame. */
  long skips() {
    return cursor.skips();
  }
}
