package dev.sluice.api.whep;

import dev.sluice.media.TrackSet;
import dev.sluice.stream.Stream;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a POST for a stream can be answered now. */
public final class Playability {
  private Playability() {}

  /** Whether the stream has output and browsers can play at least one of its tracks. */
  public static boolean playable(Stream stream) {
    return stream.playable() && obstacle(stream).isEmpty();
  }

  /**
   * A clause with the reason and the remedy if browsers cannot play a stream, independent of its
   * output. Empty if no such reason is known.
   */
  public static Optional<String> obstacle(Stream stream) {
    return stream.health().unplayable().or(() -> withoutPlayableTrack(stream));
  }

  private static Optional<String> withoutPlayableTrack(Stream stream) {
    TrackSet tracks = stream.tracks();
    if (tracks == null || tracks.hasVideo() || tracks.hasAudio()) {
      return Optional.empty();
    }
    String codecs =
        tracks.tracks().stream()
            .map(track -> track.codec().label())
            .distinct()
            .collect(Collectors.joining(", "));
    return Optional.of(
        "it needs H.264 or Opus, and has %s. Encode as either (ffmpeg: -c:v libx264 -bf 0 -c:a libopus)."
            .formatted(codecs.isEmpty() ? "no tracks" : codecs));
  }
}
