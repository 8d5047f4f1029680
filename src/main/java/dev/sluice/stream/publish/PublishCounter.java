package dev.sluice.stream.publish;

/** Access units of a source, by outcome. */
public enum PublishCounter {
  /** Pictures appended to the log of the played video track. */
  VIDEO_UNITS,
  /** Appended pictures at which decoding can start. */
  KEY_FRAMES,
  /** Opus packets appended to the log of the played audio track. */
  AUDIO_UNITS,
  /** Access units appended to the logs of other tracks. */
  OTHER_UNITS,
  /** Pictures dropped because no key frame or no parameter sets had come. */
  BEFORE_FIRST_KEY,
  /** Access units dropped while the source stood by, or the supply was not in force. */
  BEFORE_TAKEOVER,
  /**
   * Access units that begin before the end of the log: those of a source after supplied ones, and
   * those of a supply after any others.
   */
  LATE_UNITS,
  /** Calls of a source that were refused because another one had taken over. */
  AFTER_TAKEOVER,
  /** Pictures with missing packets: appended, but never as key frames. */
  DAMAGED_PICTURES,
  /** Pictures presented before one that was appended earlier: browsers do not reorder. */
  REORDERED_PICTURES,
  /** Reordered pictures that were not sent to viewers, since no other picture refers to them. */
  LEFT_OUT_PICTURES,
  /** Pictures not sent to viewers while the stream was not playable. */
  UNPLAYABLE_PICTURES,
  /** Access units dropped because the log of their track cannot hold them. */
  OVERSIZE_UNITS,
  /** Access units dropped because the logs of all streams have no memory left. */
  UNITS_WITHOUT_MEMORY,
  /** Access units dropped because the maximum number of logs exists. */
  UNLOGGED_UNITS
}
