package dev.sluice.app.config;

/** Who gets the picture of a stream when it comes to H.264 profiles and levels. */
public enum ProfileMatch {
  /** Everyone who takes H.264; most decoders can do more than they say. */
  LENIENT,
  /** Who says that they can decode it. */
  STRICT
}
