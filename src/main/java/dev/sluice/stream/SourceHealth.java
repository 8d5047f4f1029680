package dev.sluice.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is odd about a stream's source, as its ingest found out.
 *
 * @param unplayable why a browser could not play it, in a sentence that says what mends it
 * @param warnings sentences about what does not stop playback, each once
 */
public record SourceHealth(Optional<String> unplayable, List<String> warnings) {
  /** Of a stream without source, or of one about which nothing is known yet. */
  public static final SourceHealth NONE = new SourceHealth(Optional.empty(), List.of());

  /** More are left out: there are fewer kinds of them. */
  private static final int MAX_WARNINGS = 16;

  /** Copies the list. */
  public SourceHealth {
    warnings = List.copyOf(warnings);
  }

  /** The same with another verdict. */
  public SourceHealth withUnplayable(Optional<String> reason) {
    return new SourceHealth(reason, warnings);
  }

  /** The same with one more warning, unless it is there already. */
  public SourceHealth withWarning(String warning) {
    if (warnings.contains(warning) || warnings.size() >= MAX_WARNINGS) {
      return this;
    }
    List<String> more = new ArrayList<>(warnings);
    more.add(warning);
    return new SourceHealth(unplayable, more);
  }
}
