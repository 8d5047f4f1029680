package dev.sluice.bench.run;

import java.io.PrintStream;

/** Says how far a run is. */
final class Phases {
  private final PrintStream out;
  private final long begun = System.nanoTime();

  Phases(PrintStream out) {
    this.out = out;
  }

  /** Since the beginning. */
  double seconds() {
    return (System.nanoTime() - begun) / 1e9;
  }

  void say(String what, Object... arguments) {
    out.println("[%3.0f s] %s".formatted(seconds(), what.formatted(arguments)));
  }

  /** Says what comes, and how long it should take. */
  void begin(double plannedSeconds, String what, Object... arguments) {
    say("%s (%.0f s)", what.formatted(arguments), plannedSeconds);
  }

  /** A part of the measurements. */
  interface Part {
    void measure() throws Exception;
  }

  /** What fails is missing in the report, and the rest is measured all the same. */
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
