package dev.sluice.bench.micro;

import dev.sluice.codec.annexb.AnnexB;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Searching a slice for start codes, in nanoseconds per 1000 bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StartCodeBenchmark {
  private static final int THOUSANDS = 20;

  /** Distance in bytes between two adjacent zeros, as in 00 00 03; 0 for random bytes. */
  @Param({"0", "4000", "100"})
  private int zerosEvery;

  private byte[] slice = {};

  /** Fills a slice. */
  @Setup
  public void prepare() {
    slice = new byte[THOUSANDS * 1000];
    new Random(1).nextBytes(slice);
    for (int i = 2; i < slice.length; i++) {
      boolean twoZeros = slice[i - 1] == 0 && slice[i - 2] == 0;
      slice[i] = twoZeros && slice[i] >= 0 && slice[i] <= 3 ? 3 : slice[i];
    }
    for (int i = zerosEvery; zerosEvery > 0 && i + 2 < slice.length; i += zerosEvery) {
      slice[i] = 0;
      slice[i + 1] = 0;
      slice[i + 2] = 3;
    }
  }

  /** The search in use. */
  @Benchmark
  @OperationsPerInvocation(THOUSANDS)
  public int search() {
    return AnnexB.nextStartCode(slice, 0, slice.length);
  }

  /** The usual search, which tests every third byte. */
  @Benchmark
  @OperationsPerInvocation(THOUSANDS)
  public int everyThird() {
    int at = 2;
    while (at < slice.length) {
      int value = slice[at];
      if ((value & ~1) != 0) {
        at += 3;
      } else if (value == 0) {
        at++;
      } else if (slice[at - 1] == 0 && slice[at - 2] == 0) {
        return at - 2;
      } else {
        at += 3;
      }
    }
    return slice.length;
  }
}
