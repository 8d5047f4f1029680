package dev.sluice.rtc.srtp;

import dev.sluice.base.bytes.Bytes;
import java.util.Arrays;
import java.util.Objects;

/** Checks arguments, counts RTCP indexes and delegates to the encryptors. */
final class TransformProtector implements SrtpProtector {
  private static final int SEQUENCE_OFFSET = 2;
  private static final int RTCP_SSRC_OFFSET = 4;
  private static final int RTCP_HEADER_BYTES = 8;

  private final SrtpProfile profile;
  private final RtpEncryptor rtp;
  private final RtcpEncryptor rtcp;
  private int[] rtcpSsrcs = new int[0];
  private int[] rtcpIndexes = new int[0];

  TransformProtector(SrtpProfile profile, RtpEncryptor rtp, RtcpEncryptor rtcp) {
    this.profile = profile;
    this.rtp = rtp;
    this.rtcp = rtcp;
  }

  @Override
  public int protect(
      PacketBuffer room,
      int at,
      int headerBytes,
      int prefixBytes,
      byte[] payload,
      int payloadOffset,
      int payloadBytes,
      long packetIndex48) {
    checkIndex(packetIndex48, room.head());
    int clearBytes = headerBytes + prefixBytes;
    Objects.checkFromIndexSize(
        0, clearBytes + payloadBytes + profile.rtpTagBytes(), room.head().length);
    return rtp.sealRtp(
        room, at, headerBytes, clearBytes, payload, payloadOffset, payloadBytes, packetIndex48);
  }

  /** An index that does not match the header would use the nonce of another packet. */
  private static void checkIndex(long packetIndex48, byte[] header) {
    if (packetIndex48 >>> 48 != 0
        || PacketIndex.sequence(packetIndex48) != Bytes.u16(header, SEQUENCE_OFFSET)) {
      throw new IllegalArgumentException(
          "index %d does not match the sequence number of the header".formatted(packetIndex48));
    }
  }

  @Override
  public int protectRtcp(byte[] packet, int offset, int length) {
    if (length < RTCP_HEADER_BYTES) {
      throw new IllegalArgumentException("an RTCP packet has at least 8 bytes, not " + length);
    }
    Objects.checkFromIndexSize(offset, length + profile.rtcpOverheadBytes(), packet.length);
    int index = nextRtcpIndex(Bytes.i32(packet, offset + RTCP_SSRC_OFFSET));
    return rtcp.sealRtcp(packet, offset, length, index);
  }

  @Override
  public void close() {
    rtp.close();
    rtcp.close();
  }

  private int nextRtcpIndex(int ssrc) {
    int at = 0;
    while (at < rtcpSsrcs.length && rtcpSsrcs[at] != ssrc) {
      at++;
    }
    if (at == rtcpSsrcs.length) {
      rtcpSsrcs = Arrays.copyOf(rtcpSsrcs, at + 1);
      rtcpIndexes = Arrays.copyOf(rtcpIndexes, at + 1);
      rtcpSsrcs[at] = ssrc;
    }
    if (rtcpIndexes[at] < 0) {
      throw new IllegalStateException("all 2^31 SRTCP indexes are used; a new key is needed");
    }
    return rtcpIndexes[at]++;
  }
}
