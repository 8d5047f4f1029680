package dev.sluice.rtc.answer;

/**
 * Ids of the header extensions accepted for a media section: 1..14, or 0 for an extension that is
 * not sent (RFC 8285).
 *
 * @param mid media id (RFC 8843 section 15)
 * @param absCaptureTime absolute capture time
 * @param playoutDelay bounds of the playout delay
 * @param transportCc transport-wide sequence number
 */
public record HeaderExtensionIds(int mid, int absCaptureTime, int playoutDelay, int transportCc) {
  /** No extensions. */
  public static final HeaderExtensionIds NONE = new HeaderExtensionIds(0, 0, 0, 0);

  static final String MID_URI = "urn:ietf:params:rtp-hdrext:sdes:mid";
  static final String ABS_CAPTURE_TIME_URI =
      "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time";
  static final String PLAYOUT_DELAY_URI =
      "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay";
  static final String TRANSPORT_CC_URI =
      "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
}
