package dev.sluice.viewer.session;

/** There are as many sessions as may be; the message says so in a sentence. */
public final class SessionLimitException extends Exception {
  private static final long serialVersionUID = 1L;

  SessionLimitException(String message) {
    super(message);
  }
}
