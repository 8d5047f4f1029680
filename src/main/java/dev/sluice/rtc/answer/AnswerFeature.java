package dev.sluice.rtc.answer;

/** What an answer takes up from the offer only when it is asked to. */
public enum AnswerFeature {
  /** Retransmission on an SSRC of its own (RFC 4588). */
  RTX,
  /** The mid header extension (RFC 8843 section 15). */
  MID,
  /** Capture time in a header extension. */
  ABS_CAPTURE_TIME,
  /** Bounds for the playout delay in a header extension. */
  PLAYOUT_DELAY,
  /** Transport-wide sequence numbers and feedback. */
  TRANSPORT_CC,
  /** The receiver's estimate of the bandwidth. */
  REMB,
  /** Redundant audio (RFC 2198). */
  RED
}
