package dev.sluice.stream.publish;

/** What the source of a stream does. */
public enum Delivery {
  /** There is no source. */
  ABSENT,
  /** The source is connected, and no access unit of it has come for the stall time. */
  SILENT,
  /** The source has declared its tracks, or its access units come. */
  FLOWING
}
