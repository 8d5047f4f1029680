package dev.sluice.rtc.answer;

/** Optional features, accepted from an offer only if they are configured. */
public enum AnswerFeature {
  /** Retransmission on an SSRC of its own (RFC 4588). */
  RTX,
  /** The mid header extension (RFC 8843 section 15). */
  MID,
  /** Capture time in a header extension. */
  ABS_CAPTURE_TIME,
  /** Bounds of the playout delay in a header extension. */
  PLAYOUT_DELAY,
  /** Transport-wide sequence numbers and feedback. */
  TRANSPORT_CC,
  /** Receiver's estimate of the bandwidth (REMB). */
  REMB,
  /** Redundant audio (RFC 2198). */
  RED
}
