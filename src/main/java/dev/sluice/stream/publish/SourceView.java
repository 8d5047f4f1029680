package dev.sluice.stream.publish;

import dev.sluice.media.Track;
import dev.sluice.media.TrackSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The readers' view of a stream's source. It is one value, so that a replacement is visible in one
 * step.
 *
 * @param delivery whether there is a source, and whether it delivers
 * @param tracks with the formats in force; null until they are known
 * @param health its flaws
 */
public record SourceView(Delivery delivery, @Nullable TrackSet tracks, SourceHealth health) {
  /** Before the first source. */
  public static final SourceView NONE = new SourceView(Delivery.ABSENT, null, SourceHealth.NONE);

  /** Whether a source is connected. */
  public boolean connected() {
    return delivery != Delivery.ABSENT;
  }

  /**
   * Whether a viewer can be answered: the source delivers, the tracks are known, and a decoder can
   * be configured for each one that is sent. A track that is absent is not waited for, if another
   * one plays.
   */
  public boolean ready() {
    if (delivery != Delivery.FLOWING || tracks == null) {
      return false;
    }
    List<Track> sent = tracks.tracks().stream().filter(Track::played).toList();
    boolean plays = sent.stream().anyMatch(t -> t.format().complete() && !health.absent(t.id()));
    return sent.stream().allMatch(t -> t.format().complete() || (plays && health.absent(t.id())));
  }

  /**
   * The tracks that a viewer is answered with: all but a picture that is absent beside sound, since
   * browsers play no sound until a negotiated picture comes. They do play a picture without
   * negotiated sound, so absent sound is kept and heard as soon as it comes. Null until the tracks
   * are known.
   */
  public @Nullable TrackSet negotiable() {
    if (tracks == null || !health.absent(Track.VIDEO)) {
      return tracks;
    }
    boolean soundPlays = tracks.hasAudio() && !health.absent(Track.AUDIO);
    return soundPlays ? tracks.without(Track.VIDEO) : tracks;
  }

  SourceView withDelivery(Delivery newest) {
    return new SourceView(newest, tracks, health);
  }

  SourceView withTracks(@Nullable TrackSet newest) {
    return new SourceView(delivery, newest, health);
  }

  SourceView withHealth(SourceHealth newest) {
    return new SourceView(delivery, tracks, newest);
  }
}
