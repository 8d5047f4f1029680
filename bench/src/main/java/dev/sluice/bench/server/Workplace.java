package dev.sluice.bench.server;

import java.nio.file.Path;

/**
 * The folders and files of a run.
 *
 * @param home the repository
 */
public record Workplace(Path home) {
  public Path target() {
    return home.resolve("bench/target");
  }

  public Path log(String name) {
    return target().resolve(name + ".log");
  }

  /** The built server of {@code bench/peer}. */
  public Path peer() {
    return target().resolve("peer");
  }

  /** The built program of {@code bench/c}. */
  public Path floor() {
    return target().resolve("floor");
  }

  /** The file of packet sizes for the C reference. */
  public Path pattern() {
    return target().resolve("pattern.txt");
  }

  /** Material at the usual bit rate. */
  public Path material(int gopSeconds, int seconds) {
    return target().resolve("material/gop" + gopSeconds + "-" + seconds + ".ts");
  }

  /** Material with a key picture every two seconds, at another bit rate of the pictures. */
  public Path materialOf(int kilobits, int seconds) {
    return target().resolve("material/kilobits" + kilobits + "-" + seconds + ".ts");
  }
}
