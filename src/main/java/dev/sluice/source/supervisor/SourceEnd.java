package dev.sluice.source.supervisor;

/** Reason for the end of a source. */
public enum SourceEnd {
  /** The input ended. */
  COMPLETE,
  /** The connection broke. */
  VANISHED,
  /** No bytes arrived for the stall time. */
  STALLED,
  /** Its stream ended, since no picture and no sound came for as long as a stream may stall. */
  SILENT,
  /** Another source took over. */
  SUPERSEDED,
  /** The input is no transport stream. */
  GARBAGE,
  /** The transport stream has no program map. */
  NO_PROGRAM,
  /** The right to publish, such as a token, has expired. */
  EXPIRED,
  /** The operator ended it. */
  KICKED,
  /** The source was refused: the stream has a source, or there are too many streams. */
  REFUSED,
  /** The operator detached it, or nobody wants it. */
  DETACHED,
  /** The service stops. */
  SHUTDOWN
}
