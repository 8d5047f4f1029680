package dev.sluice.bench.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A prepared transport stream, cut into units that are due at one time. */
public final class TsMaterial {
  private static final long NANOS_PER_TICK_NUMERATOR = 100_000;
  private static final long NANOS_PER_TICK_DENOMINATOR = 9;

  private final byte[] bytes;
  private final List<TsUnit> units;
  private final List<Frame> frames;

  private TsMaterial(byte[] bytes, List<TsUnit> units, List<Frame> frames) {
    this.bytes = bytes;
    this.units = units;
    this.frames = frames;
  }

  /**
   * Reads a file made by {@code material.sh}.
   *
   * @throws IOException if it cannot be read or has another format
   */
  public static TsMaterial read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    TsCutter cutter = new TsCutter(bytes);
    cutter.cut();
    if (cutter.frames().isEmpty()) {
      throw new IOException(file + " has no pictures");
    }
    return new TsMaterial(bytes, List.copyOf(cutter.units()), List.copyOf(cutter.frames()));
  }

  /** Material without bytes, for users of times and sizes only. */
  static TsMaterial of(List<TsUnit> units, List<Frame> frames) {
    return new TsMaterial(new byte[0], List.copyOf(units), List.copyOf(frames));
  }

  /** The bytes of the file. */
  byte[] bytes() {
    return bytes;
  }

  /** The units in order of sending. */
  public List<TsUnit> units() {
    return units;
  }

  /** The pictures in order of time. */
  public List<Frame> frames() {
    return frames;
  }

  /** Time from the first to the last unit. */
  public long durationNanos() {
    return units.getLast().dueNanos();
  }

  static long nanos(long ticks90k) {
    return ticks90k * NANOS_PER_TICK_NUMERATOR / NANOS_PER_TICK_DENOMINATOR;
  }
}
