package dev.sluice.bench.run;

import java.nio.file.Path;

/**
 * The folders and files of a run.
 *
 * @param home the repository
 */
record Workplace(Path home) {
  Path target() {
    return home.resolve("bench/target");
  }

  Path log(String name) {
    return target().resolve(name + ".log");
  }

  /** The built server of {@code bench/peer}. */
  Path peer() {
    return target().resolve("peer");
  }

  /** The built program of {@code bench/c}. */
  Path floor() {
    return target().resolve("floor");
  }

  /** The file of packet sizes for the C reference. */
  Path pattern() {
    return target().resolve("pattern.txt");
  }

  Path material(int gopSeconds, int seconds) {
    return target().resolve("material/gop" + gopSeconds + "-" + seconds + ".ts");
  }
}
