package dev.sluice.transcode.audio;

import dev.sluice.base.foreign.ThreadNice;
import dev.sluice.media.Track;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.log.LogReader;
import dev.sluice.stream.log.LogStart;
import dev.sluice.stream.log.LoggedUnit;
import dev.sluice.stream.publish.Supply;
import dev.sluice.transcode.coder.OpusSoundEncoder;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/**
 * Transcodes the sound of one stream in a thread of its own, which owns decoder and encoder. It
 * begins at the newest key picture, as viewers do, so that they have sound from their first picture
 * on.
 *
 * <p>It is a platform thread: the kernel counts its CPU time, and its nice value leaves a larger
 * share of a busy processor to the threads that send.
 */
final class SoundThread implements Runnable {
  private static final System.Logger LOG = System.getLogger(SoundThread.class.getName());

  /** The threads that send to viewers get three times its share of a busy processor. */
  private static final int NICE = 5;

  private static final long AWAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Longest age of sound that is still of use, once the sound of the start has been transcoded. */
  private static final long TOO_LATE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Stream stream;
  private final int trackId;
  private final Supply supply;
  private final LazyCoders coders;
  private final SoundFigures figures;
  private final Owner owner;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private volatile boolean stopped;
  private long cpuNanos;

  /** Decides about the end of the thread. */
  interface Owner {
    /** The libraries are loaded, and the codings that they decode are known. */
    void coders();

    /** Whether nobody wants the sound any more. After the answer true the thread ends. */
    boolean mayEnd(SoundThread asking);

    /** The thread ends by a fault. */
    void failed(SoundThread failed);
  }

  /**
   * @param trackId of the source's track
   * @param supply takes the packets; it is not closed by the thread
   */
  SoundThread(
      Stream stream,
      int trackId,
      Supply supply,
      LazyCoders coders,
      SoundFigures figures,
      Owner owner) {
    this.stream = stream;
    this.trackId = trackId;
    this.supply = supply;
    this.coders = coders;
    this.figures = figures;
    this.owner = owner;
  }

  int trackId() {
    return trackId;
  }

  void start() {
    Thread.ofPlatform().daemon().name("sound-" + stream.name()).start(this);
  }

  /** Lets the thread end within a second. */
  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    figures.running.incrementAndGet();
    try {
      boolean unused = ThreadNice.raise(NICE);
      OpusSoundEncoder encoder = coders.get().newEncoder().orElseThrow();
      owner.coders();
      transcode(encoder);
    } catch (RuntimeException | Error e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "Stream ''%s'': its sound is not transcoded any more".formatted(stream.name()),
          e);
      owner.failed(this);
    } finally {
      countCpu();
      figures.running.decrementAndGet();
    }
  }

  private void transcode(OpusSoundEncoder encoder) {
    try (SoundTranscoder transcoder =
            new SoundTranscoder(
                coders.get()::newDecoder, encoder, supply::append, figures.counters);
        LogReader reader = stream.logs().read(trackId, place())) {
      LoggedUnit unit = new LoggedUnit();
      boolean caughtUp = false;
      while (!stopped) {
        switch (reader.next(unit)) {
          case UNIT -> {
            if (caughtUp && System.nanoTime() - unit.arrivalNanos() > TOO_LATE_NANOS) {
              figures.counters.increment(SoundCounter.MISSED_UNITS);
            } else {
              transcoder.add(unit);
            }
          }
          case OVERTAKEN -> figures.counters.increment(SoundCounter.MISSED_UNITS);
          case NONE -> {
            caughtUp = true;
            countCpu();
            if (owner.mayEnd(this)) {
              return;
            }
            reader.await(AWAIT_NANOS);
          }
          case ENDED -> {
            return;
          }
        }
      }
    }
  }

  /** The newest key picture's time; without pictures, the newest sound. */
  private LogStart place() {
    try (LogReader pictures = stream.logs().read(Track.VIDEO, LogStart.NEWEST_KEY)) {
      LoggedUnit key = new LoggedUnit();
      return pictures.next(key) == LogReader.Result.UNIT
          ? new LogStart.At(key.ptsTicks90k())
          : LogStart.NEWEST_KEY;
    }
  }

  private void countCpu() {
    long now = threads.getCurrentThreadCpuTime();
    figures.cpuNanos.add(now - cpuNanos);
    cpuNanos = now;
  }
}
