package dev.sluice.ingest.ts;

import dev.sluice.stream.Stream;
import java.lang.System.Logger;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Tells people what is odd about a source: each thing once in the log, and in the stream's health
 * for the API and for viewers who ask.
 */
final class SourceNotices {
  private static final Logger LOG = System.getLogger(SourceNotices.class.getName());

  /** A muxer with more odd PIDs than that has been told on enough. */
  private static final int MAX_TOLD = 64;

  private final Stream stream;
  private final Set<String> told = new HashSet<>();

  SourceNotices(Stream stream) {
    this.stream = stream;
  }

  /** Something is odd but can be played. */
  void warn(String sentence) {
    stream.writer().setHealth(health -> health.withWarning(sentence));
    log(sentence);
  }

  /** A browser could not play it. */
  void unplayable(String sentence) {
    stream.writer().setHealth(health -> health.withUnplayable(Optional.of(sentence)));
    log(sentence);
  }

  /** What was said by {@link #unplayable} is not true any more. */
  void playable() {
    stream.writer().setHealth(health -> health.withUnplayable(Optional.empty()));
  }

  private void log(String sentence) {
    if (told.size() < MAX_TOLD && told.add(sentence)) {
      LOG.log(Logger.Level.WARNING, "Stream ''{0}'': {1}", stream.name(), sentence);
    }
  }
}
