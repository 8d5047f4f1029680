package dev.sluice.rtc.sdp;

import java.util.Locale;
import java.util.Optional;

/** A type of RTCP feedback allowed for a payload type (RFC 4585 section 4.2). */
public enum FeedbackType {
  /** Generic NACK. */
  NACK("nack"),
  /** Picture loss indication. */
  NACK_PLI("nack pli"),
  /** Full intra request (RFC 5104). */
  CCM_FIR("ccm fir"),
  /** Transport-wide congestion control. */
  TRANSPORT_CC("transport-cc"),
  /** Receiver's estimate of the bandwidth (REMB). */
  GOOG_REMB("goog-remb");

  private final String value;

  FeedbackType(String value) {
    this.value = value;
  }

  /** The value after the payload type in {@code a=rtcp-fb}. */
  public String value() {
    return value;
  }

  static Optional<FeedbackType> ofValue(String text) {
    String normal = text.trim().toLowerCase(Locale.ROOT);
    for (FeedbackType feedback : values()) {
      if (feedback.value.equals(normal)) {
        return Optional.of(feedback);
      }
    }
    return Optional.empty();
  }
}
