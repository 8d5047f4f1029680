package dev.sluice.stream.publish;

import dev.sluice.media.TrackSet;
import org.jspecify.annotations.Nullable;

/**
 * The readers' view of a stream's source. It is one value, so that a replacement is visible in one
 * step.
 *
 * @param live whether the source is connected
 * @param tracks with the formats in force; null until they are known
 * @param health its flaws
 */
public record SourceView(boolean live, @Nullable TrackSet tracks, SourceHealth health) {
  /** Before the first source. */
  public static final SourceView NONE = new SourceView(false, null, SourceHealth.NONE);

  /** Whether the tracks are known and decoders can be configured for those sent to viewers. */
  public boolean ready() {
    return live
        && tracks != null
        && tracks.tracks().stream().allMatch(track -> !track.played() || track.format().complete());
  }

  SourceView withLive(boolean isLive) {
    return new SourceView(isLive, tracks, health);
  }

  SourceView withTracks(TrackSet newest) {
    return new SourceView(live, newest, health);
  }

  SourceView withHealth(SourceHealth newest) {
    return new SourceView(live, tracks, newest);
  }
}
