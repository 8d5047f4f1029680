package dev.sluice.base.log;

import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A logger that keeps its lines. */
public final class LogLines implements System.Logger {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private @Nullable Level refused;

  /** Refuses lines of that level. */
  public LogLines without(Level level) {
    refused = level;
    return this;
  }

  /** The messages so far, oldest first. */
  public List<String> lines() {
    return lines;
  }

  @Override
  public String getName() {
    return "lines";
  }

  @Override
  public boolean isLoggable(Level level) {
    return level != refused;
  }

  @Override
  public void log(
      Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
    lines.add(message);
  }

  @Override
  public void log(
      Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... params) {
    lines.add(format);
  }
}
