package dev.sluice.stream.life;

/** State of a stream. */
public enum StreamState {
  /** Viewers have requested the stream; no source has shown its tracks yet, and none is there. */
  AWAITED,
  /** A source is connected. */
  LIVE,
  /** The source has ended. Viewers stay for the linger time, in which another source may come. */
  PAUSED,
  /** The stream has ended. A new source of the same name begins a new stream. */
  ENDED
}
