package dev.sluice.rtc.answer;

import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.rtc.sdp.MediaSection;
import dev.sluice.rtc.sdp.SdpOffer;
import java.util.List;
import java.util.Objects;

/**
 * The originals that an offer can take: tracks whose coding not all viewers can decode.
 *
 * @param pictures the offered formats of H.265
 */
record OriginalMedia(List<H265Format> pictures) {
  private static final OriginalMedia NONE = new OriginalMedia(List.of());

  /** Copies the list. */
  OriginalMedia {
    pictures = List.copyOf(pictures);
  }

  static OriginalMedia of(SdpOffer offer) {
    List<H265Format> pictures =
        offer.sections().stream()
            .filter(SectionNegotiator::isVideo)
            .filter(section -> section.direction().receives())
            .map(MediaSection::payloadTypes)
            .flatMap(List::stream)
            .map(H265Format::of)
            .filter(Objects::nonNull)
            .toList();
    return pictures.isEmpty() ? NONE : new OriginalMedia(pictures);
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

  /** Whether an offered format covers the stream's. */
  static boolean covers(H265Format offered, TrackFormat stream) {
    return offered.fit(stream.profileLevelId()) != H265Format.Fit.NONE;
  }
}
