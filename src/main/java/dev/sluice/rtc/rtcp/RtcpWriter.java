package dev.sluice.rtc.rtcp;

import dev.sluice.base.bytes.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * Writes compound RTCP packets (RFC 3550 section 6.1). A compound must begin with a sender or
 * receiver report and contain the CNAME.
 *
 * <p>Every method throws {@link IndexOutOfBoundsException} if the array is too small. Makes no
 * garbage, except for a CNAME given as a string.
 */
public final class RtcpWriter {
  private static final int MAX_CNAME_BYTES = 255;

  private final byte[] array;
  private int start;
  private int position;

  /**
   * @param array receives the packets
   */
  public RtcpWriter(byte[] array) {
    this.array = array;
  }

  /** Starts a new compound at {@code offset} of the array. */
  public RtcpWriter start(int offset) {
    start = offset;
    position = offset;
    return this;
  }

  /** Length of the compound so far. */
  public int length() {
    return position - start;
  }

  /**
   * A sender report without report blocks (section 6.4.1).
   *
   * @param ntp64 NTP timestamp of the report
   * @param rtpTime RTP timestamp of the same moment
   * @param packets count of packets sent; the low 32 bits are written
   * @param octets count of payload bytes sent; the low 32 bits are written
   */
  public RtcpWriter senderReport(int ssrc, long ntp64, int rtpTime, long packets, long octets) {
    int at = begin(RtcpFormat.SENDER_REPORT, 0, RtcpFormat.SENDER_REPORT_BYTES);
    Bytes.put32(array, at + 4, ssrc);
    Bytes.put64(array, at + 8, ntp64);
    Bytes.put32(array, at + 16, rtpTime);
    Bytes.put32(array, at + 20, (int) packets);
    Bytes.put32(array, at + 24, (int) octets);
    return this;
  }

  /**
   * A receiver report without report blocks (section 6.4.2), for a sender that has sent nothing
   * yet.
   */
  public RtcpWriter receiverReport(int ssrc) {
    int length = RtcpFormat.HEADER_BYTES + RtcpFormat.SSRC_BYTES;
    int at = begin(RtcpFormat.RECEIVER_REPORT, 0, length);
    Bytes.put32(array, at + 4, ssrc);
    return this;
  }

  /**
   * The CNAME of one SSRC (section 6.5.1).
   *
   * @param cname at most 255 bytes in UTF-8
   * @throws IllegalArgumentException if it is longer
   */
  public RtcpWriter sdesCname(int ssrc, String cname) {
    return sdesCname(ssrc, cname.getBytes(StandardCharsets.UTF_8));
  }

  /** The CNAME of one SSRC, as bytes. */
  public RtcpWriter sdesCname(int ssrc, byte[] cname) {
    if (cname.length > MAX_CNAME_BYTES) {
      throw new IllegalArgumentException("a CNAME has at most 255 bytes, not " + cname.length);
    }
    // The item list ends with at least one zero byte and is padded to a whole word.
    int items = (2 + cname.length + 1 + 3) / 4 * 4;
    int at = begin(RtcpFormat.SOURCE_DESCRIPTION, 1, RtcpFormat.HEADER_BYTES + 4 + items);
    Bytes.put32(array, at + 4, ssrc);
    Bytes.put8(array, at + 8, RtcpFormat.SDES_CNAME);
    Bytes.put8(array, at + 9, cname.length);
    System.arraycopy(cname, 0, array, at + 10, cname.length);
    for (int i = at + 10 + cname.length; i < position; i++) {
      array[i] = 0;
    }
    return this;
  }

  /**
   * A goodbye for SSRCs (section 6.6).
   *
   * @param ssrcs at most 31
   */
  public RtcpWriter bye(int... ssrcs) {
    if (ssrcs.length > RtcpFormat.COUNT_MASK) {
      throw new IllegalArgumentException("a BYE holds at most 31 SSRCs, not " + ssrcs.length);
    }
    int length = RtcpFormat.HEADER_BYTES + ssrcs.length * RtcpFormat.SSRC_BYTES;
    int at = begin(RtcpFormat.GOODBYE, ssrcs.length, length);
    for (int i = 0; i < ssrcs.length; i++) {
      Bytes.put32(array, at + RtcpFormat.HEADER_BYTES + i * RtcpFormat.SSRC_BYTES, ssrcs[i]);
    }
    return this;
  }

  private int begin(int type, int count, int length) {
    int at = position;
    Bytes.put8(array, at, RtcpFormat.VERSION_BITS | count);
    Bytes.put8(array, at + 1, type);
    Bytes.put16(array, at + 2, length / 4 - 1);
    position += length;
    return at;
  }
}
