package dev.sluice.base.log;

import static dev.sluice.base.settings.SettingTypes.choice;
import static dev.sluice.base.settings.SettingTypes.onOff;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;

/** The log: its level, and the lines about viewers and sources. */
public final class LogSettings extends SettingsGroup {
  /** The least severe lines that are written. */
  public enum LogLevel {
    /** Only faults and what an operator should look at. */
    WARNING,
    /** Also the life of sources and viewers. */
    INFO,
    /** Also addresses of clients, and details for the search of faults. */
    DEBUG
  }

  /** The least severe lines that are written. */
  public final LogLevel level =
      setting(
          "log.level",
          choice(LogLevel.class),
          "info",
          "Least severe lines of the log; see [logs.md](logs.md).");

  /** Whether each viewer has a line at its begin and one at its end. */
  public final boolean viewers =
      setting(
          "log.viewers",
          onOff(),
          "on",
          "A line of the log when a viewer begins to play, and one when it ends.");

  /** Whether lines name addresses of clients at every level. */
  public final boolean addresses =
      setting(
          "log.addresses",
          onOff(),
          "off",
          "Addresses of viewers and sources in the log; off writes them at log.level debug only.");

  /** Reads the group. */
  public LogSettings(SettingsSource source) throws SettingsException {
    super(source);
  }

  /** Whether lines of that logger name addresses of clients. */
  public boolean namesAddresses(System.Logger logger) {
    return addresses || logger.isLoggable(System.Logger.Level.DEBUG);
  }
}
