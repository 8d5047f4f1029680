package dev.sluice.app;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Records what the service logs, at the given level and above, until it is closed. */
final class LogRecorder extends Handler implements AutoCloseable {
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger root = Logger.getLogger("");
  private final Logger service = Logger.getLogger("dev.sluice");

  LogRecorder(Level level) {
    root.addHandler(this);
    service.setLevel(level);
  }

  /** The messages alone. */
  List<String> messages() {
    return messages;
  }

  /** The messages as they are logged, with stack traces. */
  List<String> lines() {
    return lines;
  }

  @Override
  public void publish(LogRecord record) {
    SimpleFormatter formatter = new SimpleFormatter();
    messages.add(formatter.formatMessage(record));
    lines.add(formatter.format(record));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
    service.setLevel(null);
  }
}
