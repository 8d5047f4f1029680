package dev.sluice.app.cli;

import java.io.PrintStream;

/** Output for a person at the terminal: results on standard output, errors on standard error. */
final class Console {
  private static final PrintStream OUT = System.out;
  private static final PrintStream ERR = System.err;

  private Console() {}

  static void line(String text) {
    OUT.println(text);
    OUT.flush();
  }

  static void error(String text) {
    ERR.println(text);
    ERR.flush();
  }
}
