package dev.sluice.base.settings;

/** The source of the values of a {@link SettingsGroup}. */
public interface SettingsSource {
  /**
   * Returns the value of a key: the written one, or the default if none is written.
   *
   * @throws SettingsException if the written value is not allowed
   */
  <T> T value(SettingsKey<T> key) throws SettingsException;

  /** Reports a value that is allowed but probably a mistake. */
  void warn(String sentence);
}
