package dev.sluice.session;

import dev.sluice.bytes.Bytes;
import dev.sluice.rtp.PacketTable;
import dev.sluice.rtp.RtpHeader;
import dev.sluice.srtp.PacketIndex;
import dev.sluice.stream.LogEntry;
import dev.sluice.stream.TrackLog;
import org.jspecify.annotations.Nullable;

/** Writes packets of one track as one viewer gets them: its header, the log's bytes encrypted. */
final class PacketWriter {
  private static final int FU_PREFIX_BYTES = 2;

  private final TrackLog log;
  private final SendFormat format;
  private final ExtensionBlock extensions;
  private final int headerBytes;
  private final @Nullable Redundancy redundancy;

  /**
   * @param format as answered
   * @param path to the viewer
   */
  PacketWriter(TrackLog log, SendFormat format, PathEstimate path) {
    this.log = log;
    this.format = format;
    this.extensions = format.extensions();
    this.headerBytes = RtpHeader.BYTES + extensions.bytes();
    this.redundancy =
        format.redPayloadType() == SendFormat.NO_RED
            ? null
            : new Redundancy(log, format.clock(), format.payloadType(), path);
  }

  /**
   * Writes packet {@code number} of an entry to the turn's scratch.
   *
   * @param index48 roll-over counter and sequence number
   * @param at where in the scratch
   * @param ahead count of packets that will leave before it
   * @return its length; 0 when the log has been overwritten so that it cannot be handled at all
   */
  int write(SendTurn turn, LogEntry entry, int number, long index48, int at, int ahead) {
    long packet = log.packet(entry, number);
    if (!plausible(packet, entry)) {
      return 0;
    }
    byte[] out = turn.scratch().array();
    extensions.write(out, at + RtpHeader.BYTES, entry, ahead);
    if (redundancy != null) {
      int prefixBytes =
          redundancy.write(
              out, at + headerBytes, entry, PacketTable.length(packet), turn.nowNanos());
      if (prefixBytes > 0) {
        header(out, at, entry, number, format.redPayloadType(), index48, format.ssrc());
        return protectPrefixed(turn, at, prefixBytes, entry, packet, index48);
      }
    }
    header(out, at, entry, number, format.payloadType(), index48, format.ssrc());
    return turn.protector()
        .protect(
            out,
            at,
            headerBytes,
            PacketTable.fuPrefix(packet),
            log.slab(),
            entry.slabOffset() + PacketTable.offset(packet),
            PacketTable.length(packet),
            index48);
  }

  /**
   * Writes packet {@code number} of an entry as a retransmission to the beginning of the scratch:
   * the original sequence number before the payload (RFC 4588 section 4).
   *
   * @param original index with which it was sent first
   * @param index48 index of the retransmission
   * @return its length, 0 as in {@link #write}
   */
  int writeAgain(
      SendTurn turn, LogEntry entry, int number, long original, SendFormat.Rtx rtx, long index48) {
    long packet = log.packet(entry, number);
    if (!plausible(packet, entry)) {
      return 0;
    }
    byte[] out = turn.scratch().array();
    header(out, 0, entry, number, rtx.payloadType(), index48, rtx.ssrc());
    extensions.write(out, RtpHeader.BYTES, entry, 0);
    Bytes.put16(out, headerBytes, PacketIndex.sequence(original));
    int prefixBytes = Short.BYTES;
    int fuPrefix = PacketTable.fuPrefix(packet);
    if (fuPrefix != PacketTable.NO_FU_PREFIX) {
      Bytes.put16(out, headerBytes + prefixBytes, fuPrefix);
      prefixBytes += FU_PREFIX_BYTES;
    }
    return protectPrefixed(turn, 0, prefixBytes, entry, packet, index48);
  }

  private int protectPrefixed(
      SendTurn turn, int at, int prefixBytes, LogEntry entry, long packet, long index48) {
    return turn.protector()
        .protectPrefixed(
            turn.scratch().array(),
            at,
            headerBytes,
            prefixBytes,
            log.slab(),
            entry.slabOffset() + PacketTable.offset(packet),
            PacketTable.length(packet),
            index48);
  }

  private void header(
      byte[] out, int at, LogEntry entry, int number, int payloadType, long index48, int ssrc) {
    RtpHeader.write(
        out,
        at,
        headerBytes > RtpHeader.BYTES,
        format.marksLastPacket() && number == entry.packetCount() - 1,
        payloadType,
        PacketIndex.sequence(index48),
        format.clock().rtpTimeOf(entry.ptsTicks90k()),
        ssrc);
  }

  private static boolean plausible(long packet, LogEntry entry) {
    return PacketTable.payloadBytes(packet) <= Scratch.MAX_PAYLOAD_BYTES
        && PacketTable.offset(packet) <= entry.length() - PacketTable.length(packet);
  }

  TrackLog log() {
    return log;
  }

  SendFormat format() {
    return format;
  }
}
