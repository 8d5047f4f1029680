package dev.sluice.rtc.answer;

import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.rtc.sdp.MediaSection;
import dev.sluice.rtc.sdp.PayloadType;
import dev.sluice.rtc.sdp.SdpOffer;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The originals that an offer can take: tracks whose coding not all viewers can decode.
 *
 * @param pictures the offered formats of H.265
 * @param sounds the offered formats of Opus with several streams
 */
record OriginalMedia(List<H265Format> pictures, List<MultiOpusFormat> sounds) {
  private static final OriginalMedia NONE = new OriginalMedia(List.of(), List.of());

  /** Copies the lists. */
  OriginalMedia {
    pictures = List.copyOf(pictures);
    sounds = List.copyOf(sounds);
  }

  static OriginalMedia of(SdpOffer offer) {
    List<H265Format> pictures =
        formats(offer, true, type -> Stream.ofNullable(H265Format.of(type)));
    List<MultiOpusFormat> sounds =
        formats(offer, false, type -> Stream.ofNullable(MultiOpusFormat.of(type)));
    return pictures.isEmpty() && sounds.isEmpty() ? NONE : new OriginalMedia(pictures, sounds);
  }

  private static <T> List<T> formats(
      SdpOffer offer, boolean video, Function<PayloadType, Stream<T>> format) {
    return offer.sections().stream()
        .filter(section -> SectionNegotiator.isVideo(section) == video)
        .filter(section -> section.direction().receives())
        .map(MediaSection::payloadTypes)
        .flatMap(List::stream)
        .flatMap(format)
        .toList();
  }

  /** The format in which the original picture is sent; null if another picture is. */
  @Nullable H265Format picture(AcceptedMedia answered) {
    return pictures.stream()
        .filter(format -> format.type().number() == answered.payloadType())
        .findFirst()
        .orElse(null);
  }

  /** The format in which the original sound is sent; null if another sound is. */
  @Nullable MultiOpusFormat sound(AcceptedMedia answered) {
    return sounds.stream()
        .filter(format -> format.type().number() == answered.payloadType())
        .findFirst()
        .orElse(null);
  }

  /** Whether a new answer could have the original picture. */
  boolean takesVideo(TrackSet tracks) {
    return tracks
        .byId(Track.ORIGINAL_VIDEO)
        .map(Track::format)
        .filter(TrackFormat::complete)
        .filter(format -> pictures.stream().anyMatch(offered -> covers(offered, format)))
        .isPresent();
  }

  /** Whether a new answer could have the original sound. */
  boolean takesAudio(TrackSet tracks) {
    return tracks
        .byId(Track.ORIGINAL_AUDIO)
        .map(Track::format)
        .filter(format -> sounds.stream().anyMatch(offered -> offered.decodes(format)))
        .isPresent();
  }

  /** Whether an offered format covers the stream's. */
  static boolean covers(H265Format offered, TrackFormat stream) {
    return offered.fit(stream.profileLevelId()) != H265Format.Fit.NONE;
  }
}
