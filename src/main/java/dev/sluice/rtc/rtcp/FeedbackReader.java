package dev.sluice.rtc.rtcp;

import dev.sluice.base.bytes.Bytes;

/** Reads feedback packets with a validated header (RFC 4585 section 6.1). */
final class FeedbackReader {
  private static final int MEDIA_SSRC_OFFSET = 8;
  private static final int REMB_FIXED_BYTES = 8;
  private static final int TRANSPORT_CC_FIXED_BYTES = 8;

  private FeedbackReader() {}

  static void transport(byte[] packet, int at, int length, int format, RtcpListener listener) {
    int media = Bytes.i32(packet, at + MEDIA_SSRC_OFFSET);
    int control = at + RtcpFormat.FEEDBACK_HEADER_BYTES;
    int end = at + length;
    if (format == RtcpFormat.NACK) {
      for (int i = control; i + RtcpFormat.NACK_ITEM_BYTES <= end; i += 4) {
        listener.nack(media, Bytes.u16(packet, i), Bytes.u16(packet, i + 2));
      }
    } else if (format == RtcpFormat.TRANSPORT_CC && end - control >= TRANSPORT_CC_FIXED_BYTES) {
      listener.transportFeedback(media, packet, control, end - control);
    }
  }

  static void payload(byte[] packet, int at, int length, int format, RtcpListener listener) {
    int control = at + RtcpFormat.FEEDBACK_HEADER_BYTES;
    int end = at + length;
    switch (format) {
      case RtcpFormat.PICTURE_LOSS -> listener.pli(Bytes.i32(packet, at + MEDIA_SSRC_OFFSET));
      case RtcpFormat.FULL_INTRA_REQUEST -> {
        for (int i = control; i + RtcpFormat.FIR_ITEM_BYTES <= end; i += 8) {
          listener.fir(Bytes.i32(packet, i), Bytes.u8(packet, i + 4));
        }
      }
      case RtcpFormat.APPLICATION_LAYER -> remb(packet, control, end, listener);
      default -> {
        // SLI, RPSI, TSTR and others are not negotiated.
      }
    }
  }

  private static void remb(byte[] packet, int at, int end, RtcpListener listener) {
    if (end - at < REMB_FIXED_BYTES || Bytes.i32(packet, at) != RtcpFormat.REMB_UNIQUE_ID) {
      return;
    }
    int exponent = Bytes.u8(packet, at + 5) >> 2;
    long mantissa = Bytes.u24(packet, at + 5) & 0x3FFFF;
    boolean fits = mantissa == 0 || exponent < Long.numberOfLeadingZeros(mantissa);
    listener.remb(fits ? mantissa << exponent : Long.MAX_VALUE);
  }
}
