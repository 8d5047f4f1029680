package dev.sluice.media;

/** Kind of media of a track, as in an SDP media section. */
public enum MediaKind {
  /** Pictures. */
  VIDEO,
  /** Sound. */
  AUDIO,
  /** Neither: timed metadata, splice points, private data. */
  DATA
}
