package dev.sluice.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;

/** Logs to standard error, one line for each record; {@code logging.properties} has the levels. */
final class Logging {
  private static final String MANAGER = "java.util.logging.manager";

  private Logging() {}

  /** To be called before the log is used: the JDK makes its log manager once. */
  static void configure() {
    if (System.getProperty(MANAGER) == null) {
      System.setProperty(MANAGER, LastingLogManager.class.getName());
    }
    LogManager manager = LogManager.getLogManager();
    if (System.getProperty("java.util.logging.config.file") == null) {
      read(manager);
    }
    if (manager instanceof LastingLogManager lasting) {
      lasting.keepOpen();
    }
  }

  private static void read(LogManager manager) {
    try (InputStream properties = Logging.class.getResourceAsStream("/logging.properties")) {
      manager.readConfiguration(properties);
    } catch (IOException e) {
      throw new UncheckedIOException("logging.properties cannot be read", e);
    }
  }
}
