package dev.sluice.viewer.send;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.rtc.answer.HeaderExtensionIds;
import dev.sluice.rtc.rtp.RtpHeader;
import dev.sluice.rtc.srtp.PacketIndex;

/** The negotiated retransmission and extensions of the tests, and reading of their packets. */
public final class RtxPackets {
  public static final int PAYLOAD_TYPE = 97;
  public static final int SSRC = 0x5EEE;
  public static final int FIRST_SEQUENCE = 20_000;
  public static final int TRANSPORT_ID = 3;

  private RtxPackets() {}

  public static SendFormat.Rtx rtx() {
    return new SendFormat.Rtx(PAYLOAD_TYPE, SSRC, new PacketIndex(FIRST_SEQUENCE));
  }

  /** All that varies from packet to packet. */
  public static ExtensionBlock extensions() {
    return new ExtensionBlock(
        new HeaderExtensionIds(1, 2, 0, TRANSPORT_ID), "0", new byte[0], new TransportSequence());
  }

  public static int headerBytes(byte[] packet) {
    boolean extended = (packet[0] & 0x10) != 0;
    return RtpHeader.BYTES + (extended ? 4 + 4 * Bytes.u16(packet, 14) : 0);
  }

  public static boolean isRtx(byte[] packet) {
    return (packet[1] & 0x7F) == PAYLOAD_TYPE;
  }

  /** The original of a retransmitted packet (RFC 4588 section 4). */
  public static byte[] original(byte[] packet, int payloadType, int ssrc) {
    int header = headerBytes(packet);
    byte[] original = new byte[packet.length - 2];
    System.arraycopy(packet, 0, original, 0, header);
    System.arraycopy(packet, header + 2, original, header, packet.length - header - 2);
    original[1] = (byte) (packet[1] & 0x80 | payloadType);
    Bytes.put16(original, 2, Bytes.u16(packet, header));
    Bytes.put32(original, 8, ssrc);
    return original;
  }
}
