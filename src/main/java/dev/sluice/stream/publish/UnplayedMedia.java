package dev.sluice.stream.publish;

import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;
import dev.sluice.media.TrackSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of media of a stream that are not sent to viewers, because WebRTC cannot play their
 * coding. With H.264 and AAC, for example, a viewer sees a silent picture and needs an explanation.
 */
public final class UnplayedMedia {
  private UnplayedMedia() {}

  /** The reason why browsers can play none of the tracks; empty if they can play one. */
  static Optional<String> unplayable(TrackSet tracks) {
    if (tracks.hasVideo() || tracks.hasAudio()) {
      return Optional.empty();
    }
    String codecs =
        tracks.tracks().stream()
            .map(UnplayedMedia::codec)
            .distinct()
            .collect(Collectors.joining(", "));
    return Optional.of(
        "it needs H.264 or Opus, and has %s. Encode as either (ffmpeg: -c:v libx264 -bf 0 -c:a libopus)."
            .formatted(codecs.isEmpty() ? "no tracks" : codecs));
  }

  /**
   * A sentence with the remedy for each kind without a playable track.
   *
   * @param tracks null while they are not known
   * @return by {@code audio} or {@code video}; empty if every kind is sent to viewers
   */
  public static Map<String, String> of(@Nullable TrackSet tracks) {
    Map<String, String> sentences = new TreeMap<>();
    if (tracks != null && !tracks.hasVideo()) {
      add(tracks, MediaKind.VIDEO, "The picture", "H.264 (ffmpeg: -c:v libx264 -bf 0)", sentences);
    }
    if (tracks != null && !tracks.hasAudio()) {
      add(tracks, MediaKind.AUDIO, "The sound", "Opus (ffmpeg: -c:a libopus -ac 2)", sentences);
    }
    return sentences;
  }

  private static void add(
      TrackSet tracks, MediaKind kind, String media, String remedy, Map<String, String> into) {
    String codecs =
        tracks.tracks().stream()
            .filter(track -> track.codec().kind() == kind)
            .map(UnplayedMedia::codec)
            .distinct()
            .collect(Collectors.joining(" and "));
    if (!codecs.isEmpty()) {
      into.put(
          kind.name().toLowerCase(Locale.ROOT),
          "%s is %s, which WebRTC cannot play. Encode it as %s.".formatted(media, codecs, remedy));
    }
  }

  private static String codec(Track track) {
    return track.codec() == Codec.OPUS
        ? "Opus with %d channels".formatted(track.format().channels())
        : track.codec().label();
  }
}
