package dev.sluice.rtc.answer;

/**
 * Ids of the header extensions that an answer accepts for a media section, 1..14, or 0 for one that
 * is not to be sent (RFC 8285).
 *
 * @param mid {@code urn:ietf:params:rtp-hdrext:sdes:mid}
 * @param absCaptureTime {@code abs-capture-time}
 * @param playoutDelay {@code playout-delay}
 * @param transportCc transport-wide sequence number
 */
public record HeaderExtensionIds(int mid, int absCaptureTime, int playoutDelay, int transportCc) {
  /** None at all. */
  public static final HeaderExtensionIds NONE = new HeaderExtensionIds(0, 0, 0, 0);

  static final String MID_URI = "urn:ietf:params:rtp-hdrext:sdes:mid";
  static final String ABS_CAPTURE_TIME_URI =
      "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time";
  static final String PLAYOUT_DELAY_URI =
      "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay";
  static final String TRANSPORT_CC_URI =
      "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
}
