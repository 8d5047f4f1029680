package dev.sluice.app.config;

/** What viewers get of pictures that are shown before one that came earlier (B-frames). */
public enum ReorderedPictures {
  /** Not those that no other picture refers to; a stream that has others is not played. */
  DROP,
  /** All, in the order in which they came. */
  SEND
}
