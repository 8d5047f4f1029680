package dev.sluice.base.settings;

/** The settings cannot be used. The message is a sentence for the author of the settings. */
public final class SettingsException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message a sentence that names the key, the value and the allowed values
   */
  public SettingsException(String message) {
    super(message);
  }
}
