package dev.sluice.app.config;

/**
 * The configuration cannot be used; the message is a sentence that names the key, the value and
 * what is allowed.
 */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message a sentence for the person who starts the service
   */
  public ConfigException(String message) {
    super(message);
  }
}
