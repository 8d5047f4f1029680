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
  /** Refused: there are as many streams or starting sources as the configuration allows. */
  FULL,
  /** Refused: the logs of all streams have little memory left. */
  NO_MEMORY,
  /** Ended: the bytes broke the protocol. */
  FAULTS,
  /** Ended: publishing did not begin in time, or the client did not read. */
  TIMEOUTS
}
