package dev.sluice.bench.micro;

import dev.sluice.app.Main;
import dev.sluice.mpegts.Pes;
import dev.sluice.mpegts.ProgramMap;
import dev.sluice.mpegts.TsDemuxer;
import dev.sluice.mpegts.TsListener;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Demuxing, in nanoseconds for each packet of 188 bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DemuxBenchmark {
  private static final int PACKETS = 4_800;
  private static final int PACKET_BYTES = 188;

  private byte[] stream = {};
  private long pesBytes;

  /** Reads the beginning of the demo stream. */
  @Setup
  public void prepare() throws IOException {
    try (InputStream in = Objects.requireNonNull(Main.class.getResourceAsStream("/demo/demo.ts"))) {
      stream = Arrays.copyOf(in.readAllBytes(), PACKETS * PACKET_BYTES);
    }
  }

  /** All of it at once, by a new demuxer. */
  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public long demux() {
    TsDemuxer demuxer =
        new TsDemuxer(
            new TsListener() {
              @Override
              public void onProgramMap(ProgramMap map) {}

              @Override
              public void onPes(Pes pes) {
                pesBytes += pes.length();
              }
            });
    demuxer.feed(stream, 0, stream.length, 0);
    return pesBytes;
  }
}
