package dev.sluice.api.whep;

import dev.sluice.stream.life.Stream;
import java.util.Optional;

/** Whether a POST for a stream can be answered now. */
public final class Playability {
  private Playability() {}

  /** Whether the stream has output and browsers can play at least one of its tracks. */
  public static boolean playable(Stream stream) {
    return stream.playable() && obstacle(stream).isEmpty();
  }

  /**
   * A clause with the reason and the remedy if browsers cannot play a stream, independent of its
   * output. Empty if no such reason is known.
   */
  public static Optional<String> obstacle(Stream stream) {
    return stream.source().unplayable();
  }
}
