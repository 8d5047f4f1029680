package dev.sluice.viewer.send;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.rtc.rtp.PacketTable;
import dev.sluice.rtc.rtp.RtpHeader;
import dev.sluice.rtc.srtp.PacketBuffer;
import dev.sluice.rtc.srtp.PacketIndex;
import dev.sluice.stream.log.LogEntry;
import dev.sluice.stream.log.TrackLog;
import dev.sluice.viewer.pacing.PathEstimate;
import org.jspecify.annotations.Nullable;

/** Writes SRTP packets of one track for one viewer: the viewer's header, the log's payload. */
final class PacketWriter {
  private final TrackLog log;
  private final SendFormat format;
  private final ExtensionBlock extensions;
  private final int headerBytes;
  private final @Nullable RedundantAudio redundancy;

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
            : new RedundantAudio(log, format.clock(), format.payloadType(), path);
  }

  /**
   * Writes packet {@code number} of an entry.
   *
   * @param index48 roll-over counter and sequence number
   * @param at offset in the batch's memory
   * @param ahead count of packets in the same run before this one
   * @return length of the packet in bytes; 0 if the entry was overwritten and its values are
   *     inconsistent
   */
  int write(SendTurn turn, LogEntry entry, int number, long index48, int at, int ahead) {
    long packet = log.packet(entry, number);
    if (!plausible(packet, entry)) {
      return 0;
    }
    byte[] head = turn.head();
    int payloadType = format.payloadType();
    int prefixBytes = 0;
    if (redundancy != null) {
      prefixBytes =
          redundancy.write(head, headerBytes, entry, PacketTable.length(packet), turn.nowNanos());
      payloadType = prefixBytes > 0 ? format.redPayloadType() : payloadType;
    }
    prefixBytes += prefix(head, headerBytes + prefixBytes, packet);
    extensions.write(head, RtpHeader.BYTES, entry, ahead);
    header(head, entry, number, payloadType, index48, format.ssrc());
    return protect(turn, at, prefixBytes, entry, packet, index48);
  }

  /**
   * Writes packet {@code number} of an entry as a retransmission: the original sequence number
   * before the payload (RFC 4588 section 4).
   *
   * @param original index of the original packet
   * @param index48 index of the retransmission
   * @param at offset in the batch's memory
   * @return length of the packet in bytes, or 0 as in {@link #write}
   */
  int writeAgain(
      SendTurn turn,
      LogEntry entry,
      int number,
      long original,
      SendFormat.Rtx rtx,
      long index48,
      int at) {
    long packet = log.packet(entry, number);
    if (!plausible(packet, entry)) {
      return 0;
    }
    byte[] head = turn.head();
    header(head, entry, number, rtx.payloadType(), index48, rtx.ssrc());
    extensions.write(head, RtpHeader.BYTES, entry, 0);
    Bytes.put16(head, headerBytes, PacketIndex.sequence(original));
    int prefixBytes = Short.BYTES + prefix(head, headerBytes + Short.BYTES, packet);
    return protect(turn, at, prefixBytes, entry, packet, index48);
  }

  /** Writes the packet's prefix; returns its length. */
  private static int prefix(byte[] out, int at, long packet) {
    int prefix = PacketTable.prefix(packet);
    int bytes = PacketTable.prefixBytes(packet);
    for (int i = bytes; i > 0; prefix >>>= Byte.SIZE) {
      out[at + --i] = (byte) prefix;
    }
    return bytes;
  }

  private int protect(
      SendTurn turn, int at, int prefixBytes, LogEntry entry, long packet, long index48) {
    int offset = PacketTable.offset(packet);
    int length = PacketTable.length(packet);
    byte[] slab = log.slab(entry, offset);
    int from = log.slabOffset(entry, offset);
    if (slab == null) {
      return 0;
    }
    if (from + length > slab.length) {
      // The rest is in another slab: the whole payload becomes prefix.
      if (!log.copy(entry, offset, length, turn.head(), headerBytes + prefixBytes)) {
        return 0;
      }
      prefixBytes += length;
      length = 0;
      from = 0;
    }
    PacketBuffer room = turn.resources().runs().room();
    return turn.protector()
        .protect(room, at, headerBytes, prefixBytes, slab, from, length, index48);
  }

  private void header(
      byte[] out, LogEntry entry, int number, int payloadType, long index48, int ssrc) {
    RtpHeader.write(
        out,
        0,
        headerBytes > RtpHeader.BYTES,
        format.marksLastPacket() && number == entry.packetCount() - 1,
        payloadType,
        PacketIndex.sequence(index48),
        format.clock().rtpTimeOf(entry.ptsTicks90k()),
        ssrc);
  }

  private static boolean plausible(long packet, LogEntry entry) {
    return PacketTable.payloadBytes(packet) <= ShardResources.MAX_PAYLOAD_BYTES
        && PacketTable.offset(packet) <= entry.length() - PacketTable.length(packet);
  }

  TrackLog log() {
    return log;
  }

  SendFormat format() {
    return format;
  }
}
