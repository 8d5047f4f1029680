package dev.sluice.source.supervisor;

/** Reason for the end of a source. */
public enum SourceEnd {
  /** Its bytes came to their end. */
  COMPLETE,
  /** Its connection broke. */
  VANISHED,
  /** Nothing came for the stall time. */
  STALLED,
  /** Another source took its place. */
  SUPERSEDED,
  /** It sent something else than a transport stream. */
  GARBAGE,
  /** It sent a transport stream without a program map. */
  NO_PROGRAM,
  /** Its right to publish, such as a token, has expired. */
  EXPIRED,
  /** It was refused: the stream has a source, or there are too many streams. */
  REFUSED,
  /** The service stops. */
  SHUTDOWN
}
