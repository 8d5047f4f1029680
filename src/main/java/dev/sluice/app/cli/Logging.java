package dev.sluice.app.cli;

import dev.sluice.base.log.LogSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Logs to standard error, one line for each record. {@code logging.properties} has the levels; an
 * operator's own file, given to the JVM, replaces it and the setting of the level.
 */
final class Logging {
  private static final String MANAGER = "java.util.logging.manager";
  private static final String OWN_FILE = "java.util.logging.config.file";
  private static final String ROOT = "";
  private static final String SERVICE = "dev.sluice";

  private Logging() {}

  /** To be called before the log is used: the JDK makes its log manager once. */
  static void configure() {
    if (System.getProperty(MANAGER) == null) {
      System.setProperty(MANAGER, LastingLogManager.class.getName());
    }
    LogManager manager = LogManager.getLogManager();
    if (System.getProperty(OWN_FILE) == null) {
      read(manager);
    }
    if (manager instanceof LastingLogManager lasting) {
      lasting.keepOpen();
    }
  }

  /** Sets the level of the service's own lines. */
  static void apply(LogSettings settings) {
    if (System.getProperty(OWN_FILE) == null) {
      Logger.getLogger(SERVICE)
          .setLevel(
              switch (settings.level) {
                case WARNING -> Level.WARNING;
                case INFO -> Level.INFO;
                case DEBUG -> Level.FINE;
              });
    }
  }

  /** Waits until the lines logged so far are written; the process may end then. */
  static void flush() {
    for (Handler handler : Logger.getLogger(ROOT).getHandlers()) {
      handler.flush();
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
