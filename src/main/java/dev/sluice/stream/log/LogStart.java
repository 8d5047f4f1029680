package dev.sluice.stream.log;

/** The place in a log at which a reader begins. */
public sealed interface LogStart {
  /** The newest access unit at which decoding can start; if there is none, the next one. */
  record NewestKey() implements LogStart {}

  /** The next access unit that is appended. */
  record LiveEdge() implements LogStart {}

  /**
   * The newest access unit presented at {@code ticks90k} or earlier at which decoding can start. If
   * there is none, the oldest access unit at which decoding can start.
   *
   * @param ticks90k stream time
   */
  record At(long ticks90k) implements LogStart {}

  /** {@link NewestKey}. */
  LogStart NEWEST_KEY = new NewestKey();

  /** {@link LiveEdge}. */
  LogStart LIVE_EDGE = new LiveEdge();
}
