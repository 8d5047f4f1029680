package dev.sluice.stream.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The flaws of a stream's source.
 *
 * @param unplayable reason why browsers cannot play it, a sentence that names the remedy
 * @param warnings sentences about flaws that do not stop playback, each once
 */
public record SourceHealth(Optional<String> unplayable, List<String> warnings) {
  /** No flaw is known. */
  public static final SourceHealth NONE = new SourceHealth(Optional.empty(), List.of());

  /** There are fewer kinds of warnings. */
  private static final int MAX_WARNINGS = 16;

  /** Copies the list. */
  public SourceHealth {
    warnings = List.copyOf(warnings);
  }

  /** A copy with another reason, or none. */
  public SourceHealth withUnplayable(Optional<String> reason) {
    return new SourceHealth(reason, warnings);
  }

  /** A copy with one more warning, unless it is present already. */
  public SourceHealth withWarning(String warning) {
    if (warnings.contains(warning) || warnings.size() >= MAX_WARNINGS) {
      return this;
    }
    List<String> more = new ArrayList<>(warnings);
    more.add(warning);
    return new SourceHealth(unplayable, more);
  }
}
