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

  private ReconnectCriteria(boolean lacksVideo, boolean lacksAudio, @Nullable H264Format format) {
    this.lacksVideo = lacksVideo;
    this.lacksAudio = lacksAudio;
    this.format = format;
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
        answer.video().map(media -> suited(offer, media, video)).orElse(null));
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
   * or an H.264 profile that the negotiated payload type does not cover.
   */
  public boolean metBy(TrackSet tracks, @Nullable TrackFormat video) {
    boolean hasVideo = tracks.hasVideo() && video != null;
    return (lacksVideo && hasVideo)
        || (lacksAudio && tracks.hasAudio())
        || (tracks.hasVideo() && video != null && !plays(video));
  }

  /**
   * Whether the negotiated payload type covers an H.264 format. All formats are covered if the
   * stream did not fit the payload type from the beginning.
   */
  public boolean plays(TrackFormat video) {
    return format == null || suits(format, video);
  }
}
