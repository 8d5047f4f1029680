package dev.sluice.stream.life;

/** Where a stream is in its life. */
public enum StreamState {
  /** Viewers asked for it, and there has been no source yet. */
  AWAITED,
  /** A source is connected. */
  LIVE,
  /** Its source went; viewers stay for the linger time, so that another can take its place. */
  PAUSED,
  /** Over for good: a new source of the same name begins a new stream. */
  ENDED
}
