package dev.sluice.source.push;

import java.lang.System.Logger.Level;
import java.util.Locale;

/**
 * Logs when a stream gets a source and when it loses it. These lines are never suppressed: a stream
 * whose last line is missing looks as if it were in another state.
 */
final class PushLog {
  private final System.Logger logger;

  PushLog() {
    this(System.getLogger(PushLog.class.getName()));
  }

  PushLog(System.Logger logger) {
    this.logger = logger;
  }

  void began(String stream) {
    logger.log(Level.INFO, "Stream '%s' has a source.".formatted(stream));
  }

  void ended(String stream, PushEnd end, long bytes) {
    boolean usual = end == PushEnd.COMPLETE || end == PushEnd.SHUTDOWN;
    logger.log(
        usual ? Level.INFO : Level.WARNING,
        "The source of stream '%s' ended (%s) after %d bytes."
            .formatted(stream, end.name().toLowerCase(Locale.ROOT), bytes));
  }
}
