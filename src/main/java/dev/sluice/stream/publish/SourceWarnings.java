package dev.sluice.stream.publish;

import java.util.HashSet;
import java.util.Set;

/** Warnings about the sources of a stream in the service's log, each once. */
final class SourceWarnings {
  private static final System.Logger LOG = System.getLogger(SourceWarnings.class.getName());

  /** Maximum number of warnings of a stream. */
  private static final int MAX_TOLD = 64;

  private final String streamName;
  private final Set<String> told = new HashSet<>();

  SourceWarnings(String streamName) {
    this.streamName = streamName;
  }

  /** Logs a sentence, unless it was logged before. */
  void warn(String sentence) {
    if (told.size() < MAX_TOLD && told.add(sentence)) {
      LOG.log(System.Logger.Level.WARNING, "Stream ''{0}'': {1}", streamName, sentence);
    }
  }

  /** Warns of the media of a source that viewers do not get. */
  void ofUnplayed(SourceView source) {
    UnplayedMedia.ofCodings(source).values().forEach(this::warn);
    source.unplayable().ifPresent(this::warn);
  }
}
