package dev.sluice.bench.micro;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.time.WallClock;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.log.LogEntry;
import dev.sluice.stream.log.TrackLog;
import dev.sluice.stream.publish.Publication;
import dev.sluice.stream.publish.Takeover;
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

  private static final TrackFormat FORMAT =
      TrackFormat.of(Codec.H264)
          .parameterSets(List.of(new byte[] {0x67}, new byte[] {0x68}))
          .build();

  private final byte[] picture = new byte[PICTURE_BYTES];
  private final LogEntry entry = new LogEntry();
  private final AccessUnit unit = new AccessUnit(Track.VIDEO, FORMAT);
  private Publication publication;
  private TrackLog log;
  private long ticks;

  /** A stream with one picture in its log. */
  @Setup
  public void prepare() throws Exception {
    Streams streams = new Streams(GivenSettings.defaults(StreamSettings::new), new WallClock(0));
    publication = streams.openSource("live", Takeover.REPLACE, 0, () -> {});
    if (!publication.enter()) {
      throw new IllegalStateException("the publication is new");
    }
    publication.setTracks(new TrackSet(List.of(new Track(Track.VIDEO, FORMAT))));
    publication.leave();
    Bytes.put32(picture, 0, PICTURE_BYTES - 4);
    picture[4] = 0x41;
    unit.setKey(true).setContent(picture, 0, PICTURE_BYTES);
    append();
    unit.setKey(false);
    log = Objects.requireNonNull(streams.find("live").orElseThrow().log(Track.VIDEO));
  }

  /** Appends one picture. */
  @Benchmark
  public boolean append() {
    ticks += STEP_TICKS_90K;
    if (!publication.enter()) {
      return false;
    }
    publication.append(unit.setTimes(ticks, ticks).setArrival(ticks));
    publication.leave();
    return true;
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
