package dev.sluice.bench.run;

import java.io.PrintStream;

/** Prints the progress of a run. */
final class Phases {
  private final PrintStream out;
  private final long begun = System.nanoTime();

  Phases(PrintStream out) {
    this.out = out;
  }

  /** Seconds since the beginning. */
  double seconds() {
    return (System.nanoTime() - begun) / 1e9;
  }

  void say(String what, Object... arguments) {
    out.println("[%3.0f s] %s".formatted(seconds(), what.formatted(arguments)));
  }

  /** Prints the next phase and its planned duration. */
  void begin(double plannedSeconds, String what, Object... arguments) {
    say("%s (%.0f s)", what.formatted(arguments), plannedSeconds);
  }

  /** A part of the measurements. */
  interface Part {
    void measure() throws Exception;
  }

  /** Runs a part. If it fails, the report lacks its figures and the run goes on. */
  void attempt(String name, Part part) throws InterruptedException {
    try {
      part.measure();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      say("%s failed: %s", name, e);
    }
  }
}
