package dev.sluice.source.push;

/** How a push ended. */
public enum PushEnd {
  /** Its body came to its end. */
  COMPLETE,
  /** The connection ended in the middle of the body. */
  VANISHED,
  /** Nothing came for the stall time. */
  STALLED,
  /** Another source took its place. */
  SUPERSEDED,
  /** What it sent was no transport stream. */
  GARBAGE,
  /** What it sent was a transport stream without a program map. */
  NO_PROGRAM,
  /** Its right to publish, such as a token, has expired. */
  EXPIRED,
  /** It was not let in: the stream has a source, or there are too many streams. */
  REFUSED,
  /** The service stops. */
  SHUTDOWN
}
