package dev.sluice.stream.publish;

import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackState;

/** Sentences for people about the health of a track, the same in the log, the API and the probe. */
public final class TrackSentences {
  private TrackSentences() {}

  /**
   * About a track in that state; empty if there is nothing to say.
   *
   * @param came whether the track has had access units
   * @param reason a clause on why its data cannot be used, for {@link TrackState#NOT_DECODABLE}
   */
  public static String of(TrackState state, Track track, boolean came, String reason) {
    String name = name(track);
    return switch (state) {
      case NO_DATA ->
          came
              ? name + " does not arrive any more."
              : name + " is announced by the source, and nothing of it arrives.";
      case WAITING_FOR_KEY ->
          name
              + " arrives without a key picture, at which browsers can start."
              + " Let the encoder repeat key pictures (ffmpeg: -g 50).";
      case NOT_DECODABLE -> "%s arrives and cannot be played: %s.".formatted(name, reason);
      case NO_STAMPS ->
          name
              + " has no valid time stamps: it is played as it arrives, so picture and sound may"
              + " not be in step.";
      case NOT_PLAYABLE -> notPlayable(track.codec().kind(), codec(track));
      case STARTING, PLAYING, NOT_SENT -> "";
    };
  }

  /** The track as the subject of a sentence: {@code The sound (Opus, PID 257)}. */
  static String name(Track track) {
    return "%s (%s, %s)"
        .formatted(media(track.codec().kind()), track.codec().label(), track.format().label());
  }

  /** About sound or pictures whose coding WebRTC cannot play. */
  static String notPlayable(MediaKind kind, String codecs) {
    return "%s is %s, which WebRTC cannot play. Encode it as %s."
        .formatted(media(kind), codecs, remedy(kind));
  }

  /** About sound or pictures that are sent to the viewers that can decode their coding. */
  static String playableBySome(MediaKind kind, String codec) {
    return "%s is %s, which only some browsers play over WebRTC. For all, encode it as %s."
        .formatted(media(kind), codec, remedy(kind));
  }

  private static String remedy(MediaKind kind) {
    return kind == MediaKind.VIDEO
        ? "H.264 (ffmpeg: -c:v libx264 -bf 0)"
        : "Opus (ffmpeg: -c:a libopus -ac 2)";
  }

  private static String media(MediaKind kind) {
    return switch (kind) {
      case VIDEO -> "The picture";
      case AUDIO -> "The sound";
      case DATA -> "The data";
    };
  }

  /** The coding of a track, with its trait if that is why browsers cannot play it. */
  static String codec(Track track) {
    TrackFormat format = track.format();
    if (track.codec() != Codec.OPUS || format.playable()) {
      return track.codec().label();
    }
    if (format.channels() > 2) {
      return "Opus with %d channels".formatted(format.channels());
    }
    return format.packetStreams() == TrackFormat.STREAMS_UNKNOWN
        ? "Opus with an unknown arrangement of channels"
        : "Opus with several streams in a packet";
  }
}
