package dev.sluice.app.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * One line for each record: the time with its zone (RFC 3339), the level, the logger and the
 * message; then the stack trace, if there is one. Control characters of a message, which may come
 * from outside, begin no line of their own.
 */
final class LineFormatter extends Formatter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx").withZone(ZoneId.systemDefault());

  @Override
  public String format(LogRecord record) {
    String message = formatMessage(record).replaceAll("\\p{Cntrl}", " ");
    return "%s %s %s: %s%n%s"
        .formatted(
            TIME.format(record.getInstant()),
            level(record.getLevel()),
            record.getLoggerName(),
            message,
            trace(record));
  }

  /** The names of {@link System.Logger.Level}, which the settings use too. */
  private static String level(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    if (value >= Level.WARNING.intValue()) {
      return "WARNING";
    }
    return value >= Level.INFO.intValue() ? "INFO" : "DEBUG";
  }

  private static String trace(LogRecord record) {
    if (record.getThrown() == null) {
      return "";
    }
    StringWriter text = new StringWriter();
    record.getThrown().printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
