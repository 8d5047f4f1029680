package dev.sluice.source.supervisor;

import dev.sluice.stream.publish.Publication;
import java.lang.System.Logger.Level;
import java.util.Locale;

/**
 * Logs when a stream gets a source and when it loses it. These lines are never suppressed: without
 * them the log would show a wrong state of the stream.
 */
final class SourceLog {
  private final System.Logger logger;

  SourceLog() {
    this(System.getLogger(SourceLog.class.getName()));
  }

  SourceLog(System.Logger logger) {
    this.logger = logger;
  }

  void began(String stream, Publication.State state) {
    String sentence =
        state == Publication.State.PREPARING
            ? "Stream '%s' has another source, which takes over with its first key picture."
            : "Stream '%s' has a source.";
    logger.log(Level.INFO, sentence.formatted(stream));
  }

  void ended(String stream, SourceEnd end, long bytes) {
    boolean usual = end == SourceEnd.COMPLETE || end == SourceEnd.SHUTDOWN;
    logger.log(
        usual ? Level.INFO : Level.WARNING,
        "The source of stream '%s' ended (%s) after %d bytes."
            .formatted(stream, end.name().toLowerCase(Locale.ROOT), bytes));
  }
}
