package dev.sluice.app.cli;

import java.util.Objects;

/** The version in the manifest of the jar. */
final class Version {
  private Version() {}

  /** The program and its version. */
  static String line() {
    return "sluice " + current();
  }

  static String current() {
    return Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), "(not packaged)");
  }
}
