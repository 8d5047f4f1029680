package dev.sluice.bench.micro;

import dev.sluice.app.cli.Main;
import dev.sluice.bench.demux.Stage;
import dev.sluice.container.mpegts.TsLoop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
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

/**
 * Transport packets to each stage, in steady state: nanoseconds, and with {@code -prof gc} bytes,
 * per packet of 188 bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DemuxBenchmark {
  private static final int PACKETS = 348;
  private static final int PIECE_BYTES = PACKETS * 188;

  /** Number of passes after which the stamps jump back, like those of a restarted source. */
  private static final int PASSES = 16;

  private static final int DEMO_SECONDS = 20;

  /** The last stage. */
  @Param({"PES", "ACCESS_UNITS", "LOG"})
  private Stage stage = Stage.PES;

  private byte[] stream = {};
  private Stage.Sink sink = Stage.PES.open();
  private int at;

  /** Repeats the demo stream. */
  @Setup
  public void prepare() throws IOException {
    try (InputStream in = Objects.requireNonNull(Main.class.getResourceAsStream("/demo/demo.ts"))) {
      TsLoop loop = new TsLoop(in.readAllBytes(), DEMO_SECONDS * 90_000L);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (long cue = 0; cue < (long) PASSES * loop.cuesPerPass(); cue++) {
        out.writeBytes(loop.packets(cue));
      }
      stream = out.toByteArray();
    }
    sink = stage.open();
    at = 0;
  }

  /** One read of a socket. */
  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public long feed() {
    if (at + PIECE_BYTES > stream.length) {
      at = 0;
    }
    sink.feed(stream, at, PIECE_BYTES, System.nanoTime());
    at += PIECE_BYTES;
    return sink.units();
  }
}
