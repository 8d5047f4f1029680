package dev.sluice.viewer.send;

/** Result of a viewer's send turn. */
public enum SendProgress {
  /** All packets were sent. */
  DRAINED,
  /** Pacing or the socket held packets back: the next turn should come soon. */
  HELD_BACK
}
