package dev.sluice.source.slate;

import dev.sluice.base.time.Ticks90k;
import dev.sluice.base.time.TrackClock;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.publish.Publication;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slate of one stream: writes its pictures to the log, one a second, each a key picture. The
 * stream takes them only while no source delivers. Used by one thread.
 */
final class Slate {
  /** Time between two pictures. */
  static final long PERIOD_NANOS = 1_000_000_000L;

  /** Pictures of many slates are written together, so that their thread seldom wakes up. */
  private static final long GRID_NANOS = 50_000_000L;

  private static final long STAMP_MASK = (1L << 33) - 1;

  private final Publication publication;
  private @Nullable Content asked;
  private @Nullable SlatePictures pictures;
  private @Nullable TrackFormat announced;
  private int turn;
  private long dueNanos = Long.MAX_VALUE;

  /** What a slate shows. */
  record Content(SlateMessage message, SlateSize size) {
    /** What the slate of a stream shows now. */
    static Content of(Stream stream) {
      return new Content(SlateMessage.of(stream), SlateSize.of(stream.lastVideoFormat()));
    }
  }

  Slate(Publication publication) {
    this.publication = publication;
  }

  /** Asks for a content; returns false if that content is asked for or shown already. */
  boolean ask(Content content) {
    boolean news = !content.equals(asked);
    asked = content;
    return news;
  }

  /** Forgets a content that could not be encoded, so that it can be asked for again. */
  void forget(Content content) {
    asked = content.equals(asked) ? null : asked;
  }

  /** Shows the pictures of a content from now on, if it is still the one asked for. */
  void show(Content content, SlatePictures encoded, long nowNanos) {
    if (content.equals(asked)) {
      pictures = encoded;
      write(nowNanos);
    }
  }

  /** The time of the next picture; MAX_VALUE before the first. */
  long dueNanos() {
    return dueNanos;
  }

  /** Writes the next picture. No effect at the end of the stream. */
  void write(long nowNanos) {
    if (pictures != null && publication.enter()) {
      try {
        append(pictures, nowNanos);
      } finally {
        publication.leave();
      }
    }
    long next = nowNanos + PERIOD_NANOS;
    dueNanos = next - Math.floorMod(next, GRID_NANOS);
  }

  private void append(SlatePictures of, long nowNanos) {
    TrackFormat format = of.format();
    if (announced == null || !announced.equals(format)) {
      publication.setTracks(new TrackSet(List.of(new Track(Track.VIDEO, format))));
      announced = format;
    }
    TrackClock clock = publication.clock(Track.VIDEO);
    long stamp = Ticks90k.ofNanos(nowNanos) & STAMP_MASK;
    clock.place(stamp, stamp, false, nowNanos);
    byte[] picture = of.content().apply(turn);
    turn = turn + 1 & Integer.MAX_VALUE;
    publication.append(
        new AccessUnit(Track.VIDEO, format)
            .setTimes(clock.ptsTicks90k(), clock.dtsTicks90k())
            .setArrival(nowNanos)
            .setDiscontinuity(clock.jumped())
            .setKey(true)
            .setContent(picture, 0, picture.length));
  }

  /** Ends the slate. */
  void close() {
    publication.close();
  }
}
