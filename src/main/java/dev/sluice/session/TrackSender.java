package dev.sluice.session;

import dev.sluice.media.Track;
import dev.sluice.rtp.PacketTable;
import dev.sluice.rtp.RtpHeader;
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
  private final Cursor cursor;
  private final MediaClock clock;
  private final BacklogPacer pacer = new BacklogPacer();
  private final PacketIndex index;
  private final boolean marksLastPacket;
  private final int payloadType;
  private final int ssrc;
  private final byte[] extensionBlock;

  private long packetsSent;
  private long payloadBytesSent;

  /**
   * @param log of the track
   * @param clock the viewer's RTP clock for it
   * @param index counts its packets
   * @param payloadType as answered
   * @param ssrc as answered
   * @param extensionBlock header extensions of every packet, empty for none
   */
  TrackSender(
      TrackLog log,
      MediaClock clock,
      PacketIndex index,
      int payloadType,
      int ssrc,
      byte[] extensionBlock) {
    boolean video = log.trackId() == Track.VIDEO;
    this.cursor = new Cursor(log, video);
    this.clock = clock;
    this.index = index;
    this.marksLastPacket = video;
    this.payloadType = payloadType;
    this.ssrc = ssrc;
    this.extensionBlock = extensionBlock.clone();
  }

  /** Sends what the log has for this viewer, as far as pacer and socket let it. */
  Progress send(SendTurn turn) {
    while (cursor.seek()) {
      if (!pacer.allows(cursor.entry().arrivalNanos(), turn.nowNanos())) {
        return Progress.HELD_BACK;
      }
      if (!sendRun(turn)) {
        return Progress.HELD_BACK;
      }
    }
    return Progress.DRAINED;
  }

  /** Sends the run at the cursor; false when the socket is full. */
  private boolean sendRun(SendTurn turn) {
    LogEntry entry = cursor.entry();
    byte[] out = turn.scratch().array();
    int rtpTime = clock.rtpTimeOf(entry.ptsTicks90k());
    int first = cursor.nextPacket();
    int packets = 0;
    int length = 0;
    int segmentBytes = 0;
    int payloadBytes = 0;
    do {
      long packet = cursor.log().packet(entry, first + packets);
      if (!plausible(packet, entry)) {
        cursor.skip();
        return true;
      }
      length += write(turn, entry, packet, first + packets, packets, rtpTime, length);
      segmentBytes = packets == 0 ? length : segmentBytes;
      payloadBytes += PacketTable.payloadBytes(packet);
      packets++;
    } while (packets < PacketTable.MAX_RUN_PACKETS && goesOn(entry, first + packets));

    if (!cursor.intact()) {
      // Overwritten while it was read: what was built is thrown away and its numbers used again.
      cursor.skip();
      return true;
    }
    if (!turn.route().send(out, 0, length, segmentBytes)) {
      return false;
    }
    cursor.sent(packets);
    index.advance(packets);
    pacer.spend(length);
    packetsSent += packets;
    payloadBytesSent += payloadBytes;
    return true;
  }

  private int write(
      SendTurn turn,
      LogEntry entry,
      long packet,
      int packetOfEntry,
      int packetOfRun,
      int rtpTime,
      int at) {
    byte[] out = turn.scratch().array();
    long packetIndex = index.peek() + packetOfRun;
    boolean marker = marksLastPacket && packetOfEntry == entry.packetCount() - 1;
    RtpHeader.write(
        out,
        at,
        extensionBlock.length > 0,
        marker,
        payloadType,
        PacketIndex.sequence(packetIndex),
        rtpTime,
        ssrc);
    System.arraycopy(extensionBlock, 0, out, at + RtpHeader.BYTES, extensionBlock.length);
    return turn.protector()
        .protect(
            out,
            at,
            RtpHeader.BYTES + extensionBlock.length,
            PacketTable.fuPrefix(packet),
            cursor.log().slab(),
            entry.slabOffset() + PacketTable.offset(packet),
            PacketTable.length(packet),
            packetIndex);
  }

  private boolean goesOn(LogEntry entry, int packet) {
    return packet < entry.packetCount()
        && !PacketTable.startsRun(cursor.log().packet(entry, packet));
  }

  /** Whether a packet that may be torn can be handled at all. */
  private static boolean plausible(long packet, LogEntry entry) {
    return PacketTable.payloadBytes(packet) <= Scratch.MAX_PAYLOAD_BYTES
        && PacketTable.offset(packet) <= entry.length() - PacketTable.length(packet);
  }

  /** The viewer lost its picture: goes to a fresher key frame, if there is one. */
  boolean jumpToFresherKey() {
    return cursor.jumpToFresherKey();
  }

  int rtpTimeOf(long ticks90k) {
    return clock.rtpTimeOf(ticks90k);
  }

  TrackLog log() {
    return cursor.log();
  }

  int ssrc() {
    return ssrc;
  }

  /** Packets sent, for sender reports and statistics. */
  long packetsSent() {
    return packetsSent;
  }

  /** Payload octets sent, headers not counted (RFC 3550 section 6.4.1). */
  long payloadBytesSent() {
    return payloadBytesSent;
  }

  /** How often the viewer was too slow for the log. */
  long skips() {
    return cursor.skips();
  }
}
