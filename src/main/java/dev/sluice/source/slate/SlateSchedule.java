package dev.sluice.source.slate;

import dev.sluice.media.Track;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.StreamState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Decides which streams have a slate, and what it shows: a stream has one while it has viewers and
 * no source delivers. Used by one thread.
 */
final class SlateSchedule {
  private final SlateArt art;
  private final Executor encoder;
  private final Consumer<LongConsumer> later;
  private final Map<Stream, Slate> slates = new HashMap<>();

  /**
   * @param art makes the pictures
   * @param encoder runs tasks that may encode a picture
   * @param later runs a step soon, on the thread of the schedule, and tells it the time
   */
  SlateSchedule(SlateArt art, Executor encoder, Consumer<LongConsumer> later) {
    this.art = art;
    this.encoder = encoder;
    this.later = later;
  }

  /** Begins, changes or ends the slate of a stream that has changed. */
  void look(Stream stream) {
    if (!needsSlate(stream)) {
      end(stream);
      return;
    }
    Slate slate = slates.computeIfAbsent(stream, of -> new Slate(of.openSlate()));
    Slate.Content content = Slate.Content.of(stream);
    if (slate.ask(content)) {
      encoder.execute(() -> encode(stream, slate, content));
    }
  }

  private static boolean needsSlate(Stream stream) {
    return (stream.state() == StreamState.WAITING || stream.state() == StreamState.STALLED)
        && stream.demand(Track.VIDEO) > 0;
  }

  private void encode(Stream stream, Slate slate, Slate.Content content) {
    SlatePictures pictures;
    try {
      pictures = art.pictures(stream.name(), content.message(), content.size());
    } catch (RuntimeException | Error e) {
      later.accept(nowNanos -> slate.forget(content));
      throw e;
    }
    later.accept(
        nowNanos -> {
          if (slates.get(stream) == slate) {
            slate.show(content, pictures, nowNanos);
          }
        });
  }

  private void end(Stream stream) {
    Slate slate = slates.remove(stream);
    if (slate != null) {
      slate.close();
    }
  }

  /** Writes all pictures that are due. */
  void write(long nowNanos) {
    for (Slate slate : slates.values()) {
      if (slate.dueNanos() <= nowNanos) {
        slate.write(nowNanos);
      }
    }
  }

  /** Time until the next picture is due; MAX_VALUE if there is none. */
  long nanosToNext(long nowNanos) {
    long least = Long.MAX_VALUE;
    for (Slate slate : slates.values()) {
      if (slate.dueNanos() != Long.MAX_VALUE) {
        least = Math.min(least, slate.dueNanos() - nowNanos);
      }
    }
    return least;
  }

  /** Count of slates. */
  int count() {
    return slates.size();
  }

  /** Ends all slates. */
  void endAll() {
    List.copyOf(slates.keySet()).forEach(this::end);
  }
}
