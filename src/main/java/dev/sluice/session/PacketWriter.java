package dev.sluice.session;

import dev.sluice.rtp.PacketTable;
import dev.sluice.rtp.RtpHeader;
import dev.sluice.srtp.PacketIndex;
import dev.sluice.stream.LogEntry;
import dev.sluice.stream.TrackLog;

/** Writes packets of one track as one viewer gets them: its header, the log's bytes encrypted. */
final class PacketWriter {
  private final TrackLog log;
  private final MediaClock clock;
  private final boolean marksLastPacket;
  private final int payloadType;
  private final int ssrc;
  private final byte[] extensionBlock;

  /**
   * @param clock the viewer's RTP clock for the track
   * @param marksLastPacket whether the marker bit ends an access unit, as for video (RFC 6184
   *     section 5.1)
   * @param payloadType as answered
   * @param ssrc as answered
   * @param extensionBlock header extensions of every packet, empty for none
   */
  PacketWriter(
      TrackLog log,
      MediaClock clock,
      boolean marksLastPacket,
      int payloadType,
      int ssrc,
      byte[] extensionBlock) {
    this.log = log;
    this.clock = clock;
    this.marksLastPacket = marksLastPacket;
    this.payloadType = payloadType;
    this.ssrc = ssrc;
    this.extensionBlock = extensionBlock.clone();
  }

  /**
   * Writes packet {@code number} of an entry to the turn's scratch.
   *
   * @param index48 roll-over counter and sequence number
   * @param at where in the scratch
   * @return its length; 0 when the log has been overwritten so that it cannot be handled at all
   */
  int write(SendTurn turn, LogEntry entry, int number, long index48, int at) {
    long packet = log.packet(entry, number);
    if (!plausible(packet, entry)) {
      return 0;
    }
    byte[] out = turn.scratch().array();
    RtpHeader.write(
        out,
        at,
        extensionBlock.length > 0,
        marksLastPacket && number == entry.packetCount() - 1,
        payloadType,
        PacketIndex.sequence(index48),
        clock.rtpTimeOf(entry.ptsTicks90k()),
        ssrc);
    System.arraycopy(extensionBlock, 0, out, at + RtpHeader.BYTES, extensionBlock.length);
    return turn.protector()
        .protect(
            out,
            at,
            RtpHeader.BYTES + extensionBlock.length,
            PacketTable.fuPrefix(packet),
            log.slab(),
            entry.slabOffset() + PacketTable.offset(packet),
            PacketTable.length(packet),
            index48);
  }

  private static boolean plausible(long packet, LogEntry entry) {
    return PacketTable.payloadBytes(packet) <= Scratch.MAX_PAYLOAD_BYTES
        && PacketTable.offset(packet) <= entry.length() - PacketTable.length(packet);
  }

  TrackLog log() {
    return log;
  }

  MediaClock clock() {
    return clock;
  }

  int ssrc() {
    return ssrc;
  }
}
