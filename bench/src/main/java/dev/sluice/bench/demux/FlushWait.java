package dev.sluice.bench.demux;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.time.WallClock;
import dev.sluice.ingest.ts.TsIngest;
import dev.sluice.media.Track;
import dev.sluice.stream.life.SourceRefusedException;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.log.LogEntry;
import dev.sluice.stream.log.TrackLog;
import dev.sluice.stream.publish.Takeover;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.HdrHistogram.Histogram;

/**
 * Measures the wait of a complete picture: from the read of its last transport packet to the end of
 * the call that appended it to the log. The source is ffmpeg, pacing itself ({@code -re}), over a
 * pipe.
 */
final class FlushWait {
  /** The rule that detected the end of the picture. */
  enum Rule {
    /** Its length, or stuffing in the last packet. */
    AT_ONCE("stuffing"),
    /** A pause of 2 to 5 ms after a packet without stuffing. */
    PAUSE("pause"),
    /** The start of the next picture. */
    NEXT_START("next start");

    private final String title;

    Rule(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /** The first pictures, which teach the muxer's habit and wait for their successors. */
  static final int LEARNING_PICTURES = 101;

  private static final long MIN_NAP_NANOS = 500_000;
  private static final int BUFFER_BYTES = 1 << 16;

  private final ReentrantLock lock = new ReentrantLock();
  private final Stream stream;
  private final TsIngest ingest;
  private final LogEntry entry = new LogEntry();
  private final Histogram learning = new Histogram(3);
  private final Histogram learned = new Histogram(3);
  private final Map<Rule, Histogram> byRule = new EnumMap<>(Rule.class);
  private long seen;
  private volatile boolean over;

  private FlushWait() {
    StreamSettings settings = GivenSettings.defaults(StreamSettings::new);
    try {
      Streams streams = new Streams(settings, new WallClock(0));
      ingest = new TsIngest(streams.openSource("bench", Takeover.REPLACE, 0, () -> {}));
      stream = streams.find("bench").orElseThrow();
    } catch (SourceRefusedException e) {
      throw new IllegalStateException(e);
    }
    for (Rule rule : Rule.values()) {
      byRule.put(rule, new Histogram(3));
    }
  }

  /** Plays the piece repeatedly for the given time. */
  static FlushWait measure(DemuxMaterial material, int seconds)
      throws IOException, InterruptedException {
    FlushWait wait = new FlushWait();
    Process ffmpeg =
        Ffmpeg.start(
            List.of("taskset", "-c", "0"),
            List.of(
                ("-re -stream_loop -1 -t "
                        + seconds
                        + " -i "
                        + material.piece()
                        + " -c copy -f mpegts -pes_payload_size 0 -")
                    .split(" ")));
    Thread timer = Thread.ofPlatform().start(wait::watch);
    try (InputStream in = ffmpeg.getInputStream()) {
      wait.read(in, timer);
    } finally {
      wait.over = true;
      LockSupport.unpark(timer);
      timer.join();
      ffmpeg.destroy();
      ffmpeg.waitFor(10, TimeUnit.SECONDS);
    }
    return wait;
  }

  private void read(InputStream in, Thread timer) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      long now = System.nanoTime();
      lock.lock();
      try {
        ingest.feed(buffer, 0, count, now);
        note(now, Rule.NEXT_START);
      } finally {
        lock.unlock();
      }
      LockSupport.unpark(timer);
    }
  }

  /** Flushes after a pause, like the timer of a push. */
  private void watch() {
    while (!over) {
      long nap = Math.clamp(look(), MIN_NAP_NANOS, TimeUnit.SECONDS.toNanos(1));
      LockSupport.parkNanos(nap);
    }
  }

  private long look() {
    lock.lock();
    try {
      long now = System.nanoTime();
      if (now >= ingest.idleDeadlineNanos()) {
        ingest.idle(now);
        note(now, Rule.PAUSE);
      }
      return ingest.idleDeadlineNanos() - now;
    } finally {
      lock.unlock();
    }
  }

  private void note(long callNanos, Rule late) {
    TrackLog log = stream.log(Track.VIDEO);
    if (log == null) {
      return;
    }
    long appended = System.nanoTime();
    for (; seen < log.head(); seen++) {
      if (!log.read(seen, entry)) {
        continue;
      }
      long wait = Math.max(0, appended - entry.arrivalNanos());
      if (seen < LEARNING_PICTURES) {
        learning.recordValue(wait);
      } else {
        learned.recordValue(wait);
        byRule.get(entry.arrivalNanos() == callNanos ? Rule.AT_ONCE : late).recordValue(wait);
      }
    }
  }

  /** Waits of the pictures that taught the muxer's habit. */
  Histogram learning() {
    return learning;
  }

  /** Waits of all later pictures. */
  Histogram learned() {
    return learned;
  }

  /** Waits of the later pictures that ended by this rule. */
  Histogram of(Rule rule) {
    return byRule.get(rule);
  }
}
