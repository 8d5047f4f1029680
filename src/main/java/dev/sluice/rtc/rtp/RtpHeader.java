package dev.sluice.rtc.rtp;

import dev.sluice.base.bytes.Bytes;

/**
 * Writes RTP headers (RFC 3550 section 5.1).
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  |                           timestamp                           |
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  |                             SSRC                              |
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 */
public final class RtpHeader {
  /** Length of the fixed header in bytes, without extensions. */
  public static final int BYTES = 12;

  private static final int VERSION_2 = 0x80;
  private static final int EXTENSION = 0x10;
  private static final int MARKER = 0x80;

  private RtpHeader() {}

  /**
   * Writes a header without CSRCs.
   *
   * @param payloadType 0..127
   * @param extended whether an extension block follows (RFC 3550 section 5.3.1)
   */
  public static void write(
      byte[] out,
      int offset,
      boolean extended,
      boolean marker,
      int payloadType,
      int sequence,
      int rtpTime,
      int ssrc) {
    Bytes.put8(out, offset, VERSION_2 | (extended ? EXTENSION : 0));
    Bytes.put8(out, offset + 1, (marker ? MARKER : 0) | payloadType);
    Bytes.put16(out, offset + 2, sequence);
    Bytes.put32(out, offset + 4, rtpTime);
    Bytes.put32(out, offset + 8, ssrc);
  }
}
