package dev.sluice.rtc.answer;

import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.rtc.sdp.MediaSection;
import dev.sluice.rtc.sdp.PayloadType;
import dev.sluice.rtc.sdp.SdpOffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The media a new offer would get and this session lacks. WHEP cannot renegotiate, so the viewer
 * has to reconnect for it. Every session keeps one of these, so it is small.
 */
public final class ReconnectCriteria {
  private static final TrackSet BOTH =
      new TrackSet(
          List.of(
              new Track(Track.VIDEO, TrackFormat.of(Codec.H264).build()),
              new Track(Track.AUDIO, TrackFormat.of(Codec.OPUS).channels(2).build())));

  private final boolean lacksVideo;
  private final boolean lacksAudio;

  /** The format in which video is sent; null without video, or if the stream never fitted it. */
  private final @Nullable H264Format format;

  /** The H.265 format in which the original is sent; null if it is not sent. */
  private final @Nullable H265Format original;

  private final OriginalMedia offered;

  private ReconnectCriteria(
      boolean lacksVideo,
      boolean lacksAudio,
      @Nullable H264Format format,
      @Nullable H265Format original,
      OriginalMedia offered) {
    this.lacksVideo = lacksVideo;
    this.lacksAudio = lacksAudio;
    this.format = format;
    this.original = original;
    this.offered = offered;
  }

  /**
   * Compares an answer with its offer.
   *
   * @param video from the stream's SPS, null before the first
   */
  public static ReconnectCriteria of(
      SdpOffer offer, SdpAnswer answer, @Nullable TrackFormat video, AnswerParameters parameters) {
    boolean hasVideo = answer.video().isPresent();
    boolean hasAudio = answer.audio().isPresent();
    List<AcceptedSection> both =
        hasVideo && hasAudio
            ? List.of()
            : SdpAnswerer.select(offer, new SectionNegotiator(BOTH, null, parameters));
    return new ReconnectCriteria(
        !hasVideo && both.stream().anyMatch(each -> SectionNegotiator.isVideo(each.section())),
        !hasAudio && both.stream().anyMatch(each -> !SectionNegotiator.isVideo(each.section())),
        answer.video().map(media -> suited(offer, media, video)).orElse(null),
        answer.video().map(media -> original(offer, media)).orElse(null),
        OriginalMedia.of(offer));
  }

  private static @Nullable H265Format original(SdpOffer offer, AcceptedMedia media) {
    return OriginalMedia.of(offer).pictures().stream()
        .filter(format -> format.type().number() == media.payloadType())
        .findFirst()
        .orElse(null);
  }

  private static @Nullable H264Format suited(
      SdpOffer offer, AcceptedMedia media, @Nullable TrackFormat video) {
    for (MediaSection section : offer.sections()) {
      for (PayloadType type : section.payloadTypes()) {
        boolean chosen = SectionNegotiator.isVideo(section) && type.number() == media.payloadType();
        H264Format format = chosen ? H264Format.of(type) : null;
        if (format != null && suits(format, video)) {
          return format;
        }
      }
    }
    return null;
  }

  private static boolean suits(H264Format format, @Nullable TrackFormat video) {
    H264Format.Fit fit =
        format.fit(video == null ? H264Format.UNSPECIFIED : video.profileLevelId());
    return fit != H264Format.Fit.OTHER_PROFILE && fit != H264Format.Fit.NONE;
  }

  /**
   * Whether a reconnect would help: the stream now has a track that the viewer offered to receive,
   * or a profile that the negotiated payload type does not cover, or a picture in the other coding.
   */
  public boolean metBy(TrackSet tracks, @Nullable TrackFormat video) {
    boolean hasVideo = tracks.hasVideo() && video != null;
    if (original != null) {
      return tracks
              .byId(Track.ORIGINAL_VIDEO)
              .map(Track::format)
              .map(now -> now.complete() && !plays(now))
              .orElse(hasVideo)
          || (lacksAudio && tracks.hasAudio());
    }
    if (!tracks.hasVideo() && offered.takesVideo(tracks)) {
      return true;
    }
    return (lacksVideo && hasVideo)
        || (lacksAudio && tracks.hasAudio())
        || (tracks.hasVideo() && video != null && !plays(video));
  }

  /**
   * Whether the negotiated payload type covers a format. All formats of H.264 are covered if the
   * stream did not fit the payload type from the beginning.
   */
  public boolean plays(TrackFormat video) {
    if (original != null) {
      return video.codec() == Codec.H265 && OriginalMedia.covers(original, video);
    }
    return format == null || suits(format, video);
  }
}
