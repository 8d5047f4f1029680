package dev.sluice.source.slate;

import dev.sluice.base.tasks.FaultGuard;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.Streams;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * The slates of all streams. One thread writes them, another one encodes their pictures. Nothing
 * runs while no stream needs a slate.
 */
public final class Slates implements AutoCloseable {
  /** Holds the pictures of about 500 streams in 720p. */
  private static final int MOST_CACHED_BYTES = 8 << 20;

  private final BlockingQueue<LongConsumer> steps = new LinkedBlockingQueue<>();
  private final Set<Stream> changed = ConcurrentHashMap.newKeySet();
  private final FaultGuard guard;
  private final SlateSchedule schedule;
  private final ExecutorService encoder;
  private final Thread writer;

  private Slates(SlateArt art, FaultGuard guard) {
    this.guard = guard;
    encoder =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("slate-encoder").factory());
    schedule =
        new SlateSchedule(
            art, task -> encoder.execute(() -> guard.run(task)), step -> steps.add(step));
    writer = Thread.ofPlatform().daemon().name("slates").unstarted(this::run);
    // Encodes a picture in advance, so that the code of the first real one is compiled.
    encoder.execute(() -> guard.run(() -> art.pictures("", SlateMessage.WAITING, SlateSize.FIRST)));
  }

  /**
   * Starts the slates of all streams, if the settings turn them on.
   *
   * @param guard counts faults of slates
   * @throws IOException if the file of the slate cannot be used
   */
  public static Optional<Slates> start(SlateSettings settings, Streams streams, FaultGuard guard)
      throws IOException {
    if (settings.mode == SlateSettings.Mode.OFF) {
      return Optional.empty();
    }
    SlateArt art =
        settings.mode == SlateSettings.Mode.FILE
            ? SlateFile.read(Path.of(settings.file.orElseThrow()))
            : new BuiltinSlate(new BandCache(MOST_CACHED_BYTES));
    Slates slates = new Slates(art, guard);
    streams.addSourceListener(slates::changed);
    slates.writer.start();
    return Optional.of(slates);
  }

  /** A stream has changed; one step serves all changes until it begins. */
  private void changed(Stream stream) {
    if (changed.add(stream)) {
      steps.add(
          nowNanos -> {
            changed.remove(stream);
            schedule.look(stream);
          });
    }
  }

  private void run() {
    guard.repeat(
        () -> {
          long wait = schedule.nanosToNext(System.nanoTime());
          LongConsumer step = steps.poll(wait, TimeUnit.NANOSECONDS);
          long now = System.nanoTime();
          if (step != null) {
            step.accept(now);
          }
          schedule.write(now);
          return true;
        });
    schedule.endAll();
  }

  /** Ends all slates. */
  @Override
  public void close() {
    encoder.shutdownNow();
    writer.interrupt();
  }
}
