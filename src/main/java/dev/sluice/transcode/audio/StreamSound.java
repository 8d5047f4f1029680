package dev.sluice.transcode.audio;

import dev.sluice.media.Track;
import dev.sluice.media.TrackSet;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.StreamState;
import dev.sluice.stream.publish.SuppliedTrack;
import dev.sluice.stream.publish.Supply;
import dev.sluice.stream.publish.SupplyKind;
import dev.sluice.transcode.coder.SoundCoding;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The transcoded sound of one stream. Answers have it while the source has sound that can be
 * decoded and none that can be played. It is made while a viewer wants it.
 */
final class StreamSound implements SoundThread.Owner {
  /**
   * Time without a viewer after which the transcoder ends. A viewer that returns within it needs no
   * new one.
   */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Time after a fault from which a change of the stream leads to another try. */
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Stream stream;
  private final LazyCoders coders;
  private final SoundFigures figures;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Supply supply;
  private @Nullable SoundThread thread;
  private int originalId = SuppliedTrack.NO_ORIGINAL;
  private long wantedNanos;
  private boolean failed;
  private long failedNanos;

  StreamSound(Stream stream, LazyCoders coders, SoundFigures figures) {
    this.stream = stream;
    this.coders = coders;
    this.figures = figures;
  }

  /**
   * Adapts to the tracks of the source, and to the demand.
   *
   * @return false if the stream has ended
   */
  boolean look() {
    lock.lock();
    try {
      if (stream.state() == StreamState.ENDED) {
        close();
        return false;
      }
      TrackSet tracks = stream.tracks();
      if (tracks != null) {
        original(tracks).ifPresentOrElse(this::promise, this::close);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The track to transcode: the first sound that can be decoded, if none can be played. */
  private Optional<Track> original(TrackSet tracks) {
    return tracks.hasAudio() || rests()
        ? Optional.empty()
        : tracks.tracks().stream()
            .filter(track -> SoundCoding.of(track.codec()).filter(coders::decodes).isPresent())
            .findFirst();
  }

  /** Whether a fault ended the transcoder so recently that it is not tried again. */
  private boolean rests() {
    failed = failed && System.nanoTime() - failedNanos < REST_NANOS;
    return failed;
  }

  private void promise(Track original) {
    Supply promised = supply;
    if (promised == null) {
      promised = stream.supply(Track.AUDIO, SupplyKind.TRANSCODED, SoundPackets.FORMAT);
      supply = promised;
    }
    SoundThread running = thread;
    if (running != null && running.trackId() != original.id()) {
      running.stop();
      thread = null;
      running = null;
    }
    if (originalId != original.id()) {
      originalId = original.id();
      promised.setOriginal(originalId);
    }
    if (running == null && wanted()) {
      wantedNanos = System.nanoTime();
      SoundThread begun = new SoundThread(stream, original.id(), promised, coders, figures, this);
      begun.start();
      // Not before: where no thread can be started, the next change tries again.
      thread = begun;
    }
  }

  private boolean wanted() {
    return stream.demand(Track.AUDIO) > 0;
  }

  @Override
  public void coders() {
    boolean unused = look();
  }

  @Override
  public void failed(SoundThread fault) {
    lock.lock();
    try {
      if (thread != fault) {
        return;
      }
      failed = true;
      failedNanos = System.nanoTime();
      close();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean mayEnd(SoundThread asking) {
    lock.lock();
    try {
      long now = System.nanoTime();
      if (thread != asking) {
        return true;
      }
      if (wanted()) {
        wantedNanos = now;
      }
      boolean ends = now - wantedNanos > LINGER_NANOS;
      if (ends) {
        thread = null;
      }
      return ends;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the transcoder and the promise. */
  void close() {
    lock.lock();
    try {
      if (thread != null) {
        thread.stop();
        thread = null;
      }
      if (supply != null) {
        supply.close();
        supply = null;
        originalId = SuppliedTrack.NO_ORIGINAL;
      }
    } finally {
      lock.unlock();
    }
  }
}
