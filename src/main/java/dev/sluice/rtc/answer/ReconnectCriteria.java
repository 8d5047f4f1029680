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
 * What another offer of the same viewer would be answered that this one was not: WHEP cannot
 * renegotiate, so that the viewer has to come again for it. Small, since every session keeps one.
 */
public final class ReconnectCriteria {
  private static final TrackSet BOTH =
      new TrackSet(
          List.of(
              new Track(Track.VIDEO, TrackFormat.of(Codec.H264).build()),
              new Track(Track.AUDIO, TrackFormat.of(Codec.OPUS).channels(2).build())));

  private final boolean awaitsVideo;
  private final boolean awaitsAudio;

  /** The type that video is sent as, null when there is none or the stream never suited it. */
  private final @Nullable H264Format format;

  private ReconnectCriteria(boolean awaitsVideo, boolean awaitsAudio, @Nullable H264Format format) {
    this.awaitsVideo = awaitsVideo;
    this.awaitsAudio = awaitsAudio;
    this.format = format;
  }

  /**
   * After an answer.
   *
   * @param video what the stream's SPS says, null when none has been seen
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
    H264Format.Fit fit = format.fit(video == null ? H264Format.UNSAID : video.profileLevelId());
    return fit != H264Format.Fit.OTHER_PROFILE && fit != H264Format.Fit.NONE;
  }

  /**
   * Whether the viewer should come again: the stream has a track now that it offered to take, or
   * the SPS has a profile that the chosen payload type does not cover.
   */
  public boolean metBy(TrackSet tracks, @Nullable TrackFormat video) {
    boolean hasVideo = tracks.hasVideo() && video != null;
    return (awaitsVideo && hasVideo)
        || (awaitsAudio && tracks.hasAudio())
        || (hasVideo && format != null && !suits(format, video));
  }
}
