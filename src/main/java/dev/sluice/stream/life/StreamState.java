package dev.sluice.stream.life;

import java.util.Locale;

/** State of a stream. */
public enum StreamState {
  /** No source has shown its tracks yet. */
  WAITING,
  /** A source delivers access units. */
  LIVE,
  /**
   * No source delivers any more: the last one has left, or it is connected and silent. Viewers keep
   * their session and the last picture. The stream goes on with the next access unit of any source.
   */
  STALLED,
  /** The stream has ended. A new source of the same name begins a new stream. */
  ENDED;

  /** Name in the API. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
