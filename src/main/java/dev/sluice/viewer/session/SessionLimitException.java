package dev.sluice.viewer.session;

/** A limit on sessions is reached; the message is a sentence for the viewer. */
public final class SessionLimitException extends Exception {
  private static final long serialVersionUID = 1L;

  SessionLimitException(String message) {
    super(message);
  }
}
