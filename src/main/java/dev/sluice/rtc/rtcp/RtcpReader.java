package dev.sluice.rtc.rtcp;

import dev.sluice.base.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Reads RTCP: compound packets, and reduced-size ones (RFC 5506).
 *
 * <p>Each packet is validated by itself. A malformed packet is passed over and its neighbours are
 * read; behind a packet with a wrong version or a length beyond the datagram, no other can be
 * found. Packets of unknown type or format are ignored. No input makes it throw; it makes no
 * garbage.
 */
public final class RtcpReader {
  private RtcpReader() {}

  /**
   * Reads a datagram.
   *
   * @param packet decrypted RTCP; the range must lie in the array
   * @return null if all of it was read; otherwise the reason for dropping the first malformed
   *     packet
   */
  public static @Nullable RtcpDropReason read(
      byte[] packet, int offset, int length, RtcpListener listener) {
    RtcpDropReason first = length < RtcpFormat.HEADER_BYTES ? RtcpDropReason.TOO_SHORT : null;
    int end = offset + length;
    int at = offset;
    while (at < end) {
      RtcpDropReason framing = framingFault(packet, at, end);
      if (framing != null) {
        return first == null ? framing : first;
      }
      int bytes = packetBytes(packet, at);
      int padding = paddingBytes(packet, at);
      RtcpDropReason fault = contentFault(packet, at, bytes, padding);
      if (fault == null) {
        dispatch(packet, at, bytes - padding, listener);
      } else if (first == null) {
        first = fault;
      }
      at += bytes;
    }
    return first;
  }

  /** A fault that hides the start of the next packet. */
  private static @Nullable RtcpDropReason framingFault(byte[] packet, int at, int end) {
    if (end - at < RtcpFormat.HEADER_BYTES) {
      return RtcpDropReason.BAD_LENGTH;
    }
    if ((packet[at] & 0xC0) != RtcpFormat.VERSION_BITS) {
      return RtcpDropReason.BAD_VERSION;
    }
    return packetBytes(packet, at) > end - at ? RtcpDropReason.BAD_LENGTH : null;
  }

  /**
   * Padding may have any length. RFC 3550 section 6.4.1 asks for a multiple of 4 octets, but
   * browsers fill their transport feedback up with 1 to 3.
   */
  private static @Nullable RtcpDropReason contentFault(
      byte[] packet, int at, int bytes, int padding) {
    boolean padded = (packet[at] & RtcpFormat.PADDING_BIT) != 0;
    if (padded && (padding == 0 || padding > bytes - RtcpFormat.HEADER_BYTES)) {
      return RtcpDropReason.BAD_PADDING;
    }
    return bytes - padding < leastBytes(packet, at) ? RtcpDropReason.BAD_LENGTH : null;
  }

  /** Minimum length of a packet, by its type and count. */
  private static int leastBytes(byte[] packet, int at) {
    int count = Bytes.u8(packet, at) & RtcpFormat.COUNT_MASK;
    int ssrcEnd = RtcpFormat.HEADER_BYTES + RtcpFormat.SSRC_BYTES;
    return switch (Bytes.u8(packet, at + 1)) {
      case RtcpFormat.SENDER_REPORT ->
          RtcpFormat.SENDER_REPORT_BYTES + count * RtcpFormat.REPORT_BLOCK_BYTES;
      case RtcpFormat.RECEIVER_REPORT -> ssrcEnd + count * RtcpFormat.REPORT_BLOCK_BYTES;
      case RtcpFormat.GOODBYE -> RtcpFormat.HEADER_BYTES + count * RtcpFormat.SSRC_BYTES;
      case RtcpFormat.TRANSPORT_FEEDBACK, RtcpFormat.PAYLOAD_FEEDBACK ->
          RtcpFormat.FEEDBACK_HEADER_BYTES;
      default -> RtcpFormat.HEADER_BYTES;
    };
  }

  private static int packetBytes(byte[] packet, int at) {
    return 4 * (Bytes.u16(packet, at + 2) + 1);
  }

  private static int paddingBytes(byte[] packet, int at) {
    return (packet[at] & RtcpFormat.PADDING_BIT) == 0
        ? 0
        : Bytes.u8(packet, at + packetBytes(packet, at) - 1);
  }

  private static void dispatch(byte[] packet, int at, int length, RtcpListener listener) {
    int count = Bytes.u8(packet, at) & RtcpFormat.COUNT_MASK;
    int ssrcEnd = at + RtcpFormat.HEADER_BYTES + RtcpFormat.SSRC_BYTES;
    switch (Bytes.u8(packet, at + 1)) {
      case RtcpFormat.SENDER_REPORT ->
          reportBlocks(packet, at, at + RtcpFormat.SENDER_REPORT_BYTES, count, listener);
      case RtcpFormat.RECEIVER_REPORT -> reportBlocks(packet, at, ssrcEnd, count, listener);
      case RtcpFormat.GOODBYE -> {
        for (int i = 0; i < count; i++) {
          int ssrcAt = at + RtcpFormat.HEADER_BYTES + i * RtcpFormat.SSRC_BYTES;
          listener.bye(Bytes.i32(packet, ssrcAt));
        }
      }
      case RtcpFormat.TRANSPORT_FEEDBACK ->
          FeedbackReader.transport(packet, at, length, count, listener);
      case RtcpFormat.PAYLOAD_FEEDBACK ->
          FeedbackReader.payload(packet, at, length, count, listener);
      default -> {
        // SDES, APP, XR and later types are of no use to a sender.
      }
    }
  }

  private static void reportBlocks(
      byte[] packet, int at, int first, int count, RtcpListener listener) {
    int sender = Bytes.i32(packet, at + RtcpFormat.HEADER_BYTES);
    for (int i = 0; i < count; i++) {
      int block = first + i * RtcpFormat.REPORT_BLOCK_BYTES;
      listener.receiverReport(
          sender,
          Bytes.i32(packet, block),
          Bytes.u8(packet, block + 4),
          Bytes.i32(packet, block + 4) << 8 >> 8,
          Bytes.u32(packet, block + 8),
          Bytes.u32(packet, block + 12),
          Bytes.i32(packet, block + 16),
          Bytes.u32(packet, block + 20));
    }
  }
}
