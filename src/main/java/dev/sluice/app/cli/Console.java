package dev.sluice.app.cli;

import java.io.PrintStream;

/**
 * What a person reads at the terminal: answers on standard output, complaints on standard error.
 */
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
