package dev.sluice.source.rtmp;

/** Events of RTMP connections, for metrics. */
public enum RtmpCounter {
  /** Connections accepted. */
  CONNECTIONS,
  /** Wishes to publish that were granted. */
  PUBLISHERS,
  /** Refused: the publisher has no right. */
  DENIED,
  /** Refused: the name is not valid, or the stream takes no source. */
  BAD_NAMES,
  /** Ended: the bytes broke the protocol. */
  FAULTS,
  /** Ended: publishing did not begin in time, or the client did not read. */
  TIMEOUTS
}
