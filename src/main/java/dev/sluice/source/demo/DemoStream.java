package dev.sluice.source.demo;

import dev.sluice.base.time.Ticks90k;
import dev.sluice.container.mpegts.TsLoop;
import dev.sluice.ingest.ts.TsIngest;
import dev.sluice.stream.life.SourceRefusedException;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.publish.Publication;
import dev.sluice.stream.publish.Takeover;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** The built-in test stream: a file played in a loop in real time, with continuous time stamps. */
public final class DemoStream implements Runnable {
  private static final System.Logger LOG = System.getLogger(DemoStream.class.getName());

  /** Name of the stream. */
  public static final String NAME = "demo";

  /** The length of the file: 300 pictures of 3000 ticks, 500 Opus packets of 1800. */
  private static final long PERIOD_TICKS_90K = 900_000;

  private final Streams streams;
  private final TsLoop loop;

  private final int speed;

  /**
   * @param streams gets the demo stream
   * @param speed factor of real time. The clock of ingest is scaled by the same factor, since
   *     ingest treats stamps ahead of its clock as a jump.
   */
  public DemoStream(Streams streams, int speed) {
    this.streams = streams;
    this.speed = speed;
    this.loop = new TsLoop(transportStream(), PERIOD_TICKS_90K);
  }

  /** The file: ten seconds of a transport stream. */
  public static byte[] transportStream() {
    return read("/demo/demo.ts");
  }

  private static byte[] read(String resource) {
    try (InputStream in = DemoStream.class.getResourceAsStream(resource)) {
      return Objects.requireNonNull(in, resource).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }

  /** Plays until the thread is interrupted or a pusher takes the stream over. */
  @Override
  public void run() {
    Publication publication;
    try {
      publication = streams.openSource(NAME, Takeover.REJECT, 0, () -> {});
    } catch (SourceRefusedException e) {
      LOG.log(System.Logger.Level.WARNING, "The demo cannot play: {0}", e.getMessage());
      return;
    }
    TsIngest ingest = new TsIngest(publication);
    long start = System.nanoTime();
    long cue = 0;
    while (waitFor(start, Ticks90k.toNanos(loop.dueTicks90k(cue)), ingest)
        && publication.state() != Publication.State.ENDED) {
      byte[] packets = loop.packets(cue++);
      ingest.feed(packets, 0, packets.length, playedNanos(start));
    }
    ingest.end(playedNanos(start));
    streams.closeSource(publication, System.nanoTime());
  }

  private long playedNanos(long start) {
    return start + speed * (System.nanoTime() - start);
  }

  /** Waits until the next packets are due. A pause ends a pending access unit. */
  private boolean waitFor(long start, long dueNanos, TsIngest ingest) {
    long idleNanos = ingest.idleDeadlineNanos();
    boolean sooner = idleNanos != Long.MAX_VALUE && idleNanos - (start + dueNanos) < 0;
    if (sooner && waitUntil(start + (idleNanos - start) / speed)) {
      ingest.idle(playedNanos(start));
    }
    return waitUntil(start + dueNanos / speed);
  }

  private static boolean waitUntil(long deadlineNanos) {
    long rest = deadlineNanos - System.nanoTime();
    while (rest > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(rest);
      rest = deadlineNanos - System.nanoTime();
    }
    return !Thread.currentThread().isInterrupted();
  }
}
