package dev.sluice.stream.publish;

import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;
import dev.sluice.media.TrackHealth;
import dev.sluice.media.TrackSet;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The kinds of media of a stream that viewers do not get: WebRTC cannot play their coding, or the
 * source does not deliver them. A viewer who sees a silent picture needs an explanation.
 */
public final class UnplayedMedia {
  private UnplayedMedia() {}

  /** The reason why no browser can play any of the tracks; empty if some can play one. */
  static Optional<String> unplayable(TrackSet tracks) {
    if (tracks.tracks().stream().anyMatch(Track::sent)) {
      return Optional.empty();
    }
    String codecs = codecs(tracks.tracks().stream(), ", ");
    return Optional.of(
        "it needs H.264 or Opus, and has %s. Encode as either (ffmpeg: -c:v libx264 -bf 0 -c:a libopus)."
            .formatted(codecs.isEmpty() ? "no tracks" : codecs));
  }

  /**
   * A sentence for each kind without a playable track, or whose track yields nothing.
   *
   * @return by {@code audio} or {@code video}; empty if every kind is sent to viewers, or while the
   *     tracks are not known
   */
  public static Map<String, String> of(SourceView source) {
    return of(source, List.of());
  }

  /**
   * The sentences for one viewer.
   *
   * @param trackIds the tracks that it gets, an original among them
   */
  public static Map<String, String> of(SourceView source, Collection<Integer> trackIds) {
    TrackSet tracks = source.tracks();
    if (tracks == null) {
      return Map.of();
    }
    Map<String, String> sentences = ofCodings(source);
    if (trackIds.contains(Track.ORIGINAL_VIDEO)) {
      sentences.remove(key(MediaKind.VIDEO));
    }
    if (trackIds.contains(Track.ORIGINAL_AUDIO)) {
      sentences.remove(key(MediaKind.AUDIO));
    }
    for (TrackHealth health : source.health().tracks()) {
      if (health.state().yieldsNothing()) {
        tracks
            .byId(health.trackId())
            .ifPresent(track -> sentences.put(key(track.codec().kind()), health.sentence()));
      }
    }
    return sentences;
  }

  /**
   * The sentences for a viewer that was promised a picture and sound. A kind that the source lacks
   * has a sentence, too.
   */
  public static Map<String, String> ofPromise(SourceView source, Collection<Integer> trackIds) {
    TrackSet tracks = source.tracks();
    if (tracks == null) {
      return Map.of();
    }
    Map<String, String> sentences = new TreeMap<>(of(source, trackIds));
    if (lacks(tracks, MediaKind.VIDEO)) {
      sentences.put(key(MediaKind.VIDEO), "The source has no picture.");
    }
    if (lacks(tracks, MediaKind.AUDIO)) {
      sentences.put(key(MediaKind.AUDIO), "The source has no sound.");
    }
    return sentences;
  }

  private static boolean lacks(TrackSet tracks, MediaKind kind) {
    return tracks.tracks().stream().noneMatch(track -> track.codec().kind() == kind);
  }

  /**
   * A sentence with the remedy for each kind without a track that all viewers can play, and without
   * a transcoded one.
   */
  static Map<String, String> ofCodings(SourceView source) {
    Map<String, String> sentences = new TreeMap<>();
    TrackSet tracks = source.tracks();
    if (tracks != null && !tracks.hasVideo() && !transcoded(source, Track.VIDEO)) {
      add(tracks, MediaKind.VIDEO, sentences);
    }
    if (tracks != null && !tracks.hasAudio() && !transcoded(source, Track.AUDIO)) {
      add(tracks, MediaKind.AUDIO, sentences);
    }
    return sentences;
  }

  private static boolean transcoded(SourceView source, int trackId) {
    return source.supplied(trackId).filter(SuppliedTrack::transcoded).isPresent();
  }

  private static void add(TrackSet tracks, MediaKind kind, Map<String, String> into) {
    String codecs =
        codecs(tracks.tracks().stream().filter(track -> track.codec().kind() == kind), " and ");
    if (!codecs.isEmpty()) {
      into.put(key(kind), sentence(tracks, kind, codecs));
    }
  }

  private static String sentence(TrackSet tracks, MediaKind kind, String codecs) {
    return tracks.tracks().stream()
        .filter(track -> track.sent() && track.codec().kind() == kind)
        .findFirst()
        .map(track -> TrackSentences.playableBySome(kind, TrackSentences.codec(track)))
        .orElse(TrackSentences.notPlayable(kind, codecs));
  }

  private static String codecs(Stream<Track> tracks, String separator) {
    return tracks.map(TrackSentences::codec).distinct().collect(Collectors.joining(separator));
  }

  private static String key(MediaKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
