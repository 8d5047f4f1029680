package dev.sluice.media;

/** What a track carries, in the sense of an SDP media section. */
public enum MediaKind {
  /** Pictures. */
  VIDEO,
  /** Sound. */
  AUDIO,
  /** Neither: timed metadata, splice points, private data. */
  DATA
}
