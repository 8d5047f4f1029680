package dev.sluice.app.cli;

/** The command line is misused; the message is a sentence for the person who wrote it. */
final class CliException extends Exception {
  private static final long serialVersionUID = 1L;

  CliException(String message) {
    super(message);
  }
}
