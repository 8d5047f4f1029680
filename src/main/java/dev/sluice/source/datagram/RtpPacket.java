package dev.sluice.source.datagram;

import dev.sluice.base.bytes.Bytes;

/**
 * A view of an RTP packet with a transport stream (RFC 3550 section 5.1, RFC 2250 section 2).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                           time stamp                          |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                             SSRC                              |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |        CC x CSRC, then an extension if X, then payload        |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 */
final class RtpPacket {
  private static final int HEADER_BYTES = 12;
  private static final int WORD_BYTES = 4;
  private static final int VERSION = 2;
  private static final int PADDING = 0x20;
  private static final int EXTENSION = 0x10;
  private static final int CSRC_COUNT = 0x0F;

  /** The second byte of RTCP packets, where RTP has marker and payload type (RFC 5761). */
  private static final int FIRST_RTCP = 192;

  private static final int LAST_RTCP = 223;

  private int sequence;
  private long ssrc;
  private int offset;
  private int length;

  /** Reads a datagram. Returns false if it is no RTP packet; the view is then undefined. */
  boolean read(byte[] data, int from, int bytes) {
    if (bytes < HEADER_BYTES || Bytes.u8(data, from) >>> 6 != VERSION || isRtcp(data, from)) {
      return false;
    }
    int flags = Bytes.u8(data, from);
    int header = HEADER_BYTES + WORD_BYTES * (flags & CSRC_COUNT);
    if ((flags & EXTENSION) != 0) {
      if (bytes < header + WORD_BYTES) {
        return false;
      }
      header += WORD_BYTES + WORD_BYTES * Bytes.u16(data, from + header + 2);
    }
    // The last byte counts itself.
    int padding = (flags & PADDING) == 0 ? 0 : Bytes.u8(data, from + bytes - 1);
    if (bytes < header + padding || ((flags & PADDING) != 0 && padding == 0)) {
      return false;
    }
    sequence = Bytes.u16(data, from + 2);
    ssrc = Bytes.u32(data, from + 8);
    offset = from + header;
    length = bytes - header - padding;
    return true;
  }

  private static boolean isRtcp(byte[] data, int from) {
    int type = Bytes.u8(data, from + 1);
    return type >= FIRST_RTCP && type <= LAST_RTCP;
  }

  /** The sequence number, 16 bits. */
  int sequence() {
    return sequence;
  }

  /** The synchronization source, 32 bits. */
  long ssrc() {
    return ssrc;
  }

  /** Position of the payload. */
  int offset() {
    return offset;
  }

  /** Length of the payload in bytes. */
  int length() {
    return length;
  }
}
