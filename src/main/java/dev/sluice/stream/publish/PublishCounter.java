package dev.sluice.stream.publish;

/** Access units of a source, by what became of them. */
public enum PublishCounter {
  /** Pictures appended to the log of the played video track. */
  VIDEO_UNITS,
  /** Those of them at which decoding can start. */
  KEY_FRAMES,
  /** Opus packets appended to the log of the played audio track. */
  AUDIO_UNITS,
  /** Access units of other tracks that were appended. */
  OTHER_UNITS,
  /** Pictures dropped because no key frame or no parameter sets had come. */
  BEFORE_FIRST_KEY,
  /** Access units dropped while the source prepared to replace another. */
  BEFORE_TAKEOVER,
  /** Calls of a source that were refused because another one had taken over. */
  AFTER_TAKEOVER,
  /** Pictures with missing packets: appended, but never as key frames. */
  DAMAGED_PICTURES,
  /** Pictures presented before one that was appended earlier: browsers do not reorder. */
  REORDERED_PICTURES,
  /** Those of them that viewers were not sent, since no other picture refers to them. */
  LEFT_OUT_PICTURES,
  /** Pictures that viewers were not sent while the stream was not playable. */
  UNPLAYABLE_PICTURES,
  /** Access units dropped because the log of their track cannot hold them. */
  OVERSIZE_UNITS,
  /** Access units dropped because there are logs for as many tracks as are kept. */
  UNLOGGED_UNITS
}
