package dev.sluice.bench.micro;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.time.WallClock;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackSet;
import dev.sluice.rtc.rtp.H264Packetizer;
import dev.sluice.rtc.rtp.PacketTable;
import dev.sluice.stream.LogEntry;
import dev.sluice.stream.SourceLease;
import dev.sluice.stream.StreamSettings;
import dev.sluice.stream.StreamWriter;
import dev.sluice.stream.Streams;
import dev.sluice.stream.TrackLog;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Appending a picture to the log, and reading its packets with a viewer's cursor. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LogBenchmark {
  private static final int PICTURE_BYTES = 10_000;
  private static final long STEP_TICKS_90K = 3000;

  private final byte[] picture = new byte[PICTURE_BYTES];
  private final PacketTable packets = new PacketTable();
  private final LogEntry entry = new LogEntry();
  private SourceLease lease;
  private TrackLog log;
  private long ticks;

  /** A stream with one picture in its log. */
  @Setup
  public void prepare() throws Exception {
    Streams streams =
        new Streams(GivenSettings.defaults(StreamSettings::new), new WallClock(0));
    lease = streams.openSource("live", true);
    StreamWriter writer = lease.stream().writer();
    if (!writer.enter(lease.epoch())) {
      throw new IllegalStateException("the lease is new");
    }
    writer.setTracks(new TrackSet(List.of(new Track(Track.VIDEO, 256, Codec.H264, 0))));
    writer.leave();
    picture[4] = 0x41;
    new H264Packetizer().addNalUnit(picture, 4, PICTURE_BYTES - 4, packets);
    append();
    log = Objects.requireNonNull(lease.stream().log(Track.VIDEO));
  }

  /** Appends one picture. */
  @Benchmark
  public boolean append() {
    ticks += STEP_TICKS_90K;
    AccessUnit unit = new AccessUnit(Track.VIDEO, ticks, ticks, ticks, ticks, 1, true, false);
    StreamWriter writer = lease.stream().writer();
    if (!writer.enter(lease.epoch())) {
      return false;
    }
    boolean done = writer.append(unit, picture, 0, PICTURE_BYTES, packets);
    writer.leave();
    return done;
  }

  /** Reads the newest picture with all of its packets. */
  @Benchmark
  public long read() {
    long sum = 0;
    if (log.read(log.head() - 1, entry)) {
      for (int i = 0; i < entry.packetCount(); i++) {
        sum += log.packet(entry, i);
      }
    }
    return log.holds(entry.index()) ? sum : 0;
  }
}
