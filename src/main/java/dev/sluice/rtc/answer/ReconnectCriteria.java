package dev.sluice.rtc.answer;

import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.rtc.sdp.MediaSection;
import dev.sluice.rtc.sdp.PayloadType;
import dev.sluice.rtc.sdp.SdpOffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The media a new offer would get and this session lacks. WHEP cannot renegotiate, so the viewer
 * has to reconnect for it. Every session keeps one of these, so it is small.
 */
public final class ReconnectCriteria {
  private final boolean lacksVideo;
  private final boolean lacksAudio;

  /** The format in which video is sent; null without video, or if the stream never fitted it. */
  private final @Nullable H264Format format;

  /** The H.265 format in which the original is sent; null if it is not sent. */
  private final @Nullable H265Format original;

  /** The multiopus format in which the original sound is sent; null if it is not sent. */
  private final @Nullable MultiOpusFormat originalSound;

  private final OriginalMedia offered;

  /**
   * The other formats of the offer. If the picture fits none of them either, a new answer would be
   * no better, and the picture is sent. Null if a new answer is to decide.
   */
  private final @Nullable List<H264Format> others;

  private ReconnectCriteria(
      boolean lacksVideo,
      boolean lacksAudio,
      @Nullable H264Format format,
      @Nullable H265Format original,
      @Nullable MultiOpusFormat originalSound,
      OriginalMedia offered,
      @Nullable List<H264Format> others) {
    this.lacksVideo = lacksVideo;
    this.lacksAudio = lacksAudio;
    this.format = format;
    this.original = original;
    this.originalSound = originalSound;
    this.offered = offered;
    this.others = others;
  }

  /** Compares an answer that promises tracks with its offer. */
  public static ReconnectCriteria ofPromise(
      SdpOffer offer, SdpAnswer answer, AnswerParameters parameters) {
    ReconnectCriteria criteria = of(offer, answer, null, parameters);
    List<H264Format> others =
        offer.sections().stream()
            .filter(SectionNegotiator::isVideo)
            .flatMap(section -> section.payloadTypes().stream())
            .map(H264Format::of)
            .filter(Objects::nonNull)
            .toList();
    return new ReconnectCriteria(
        criteria.lacksVideo,
        criteria.lacksAudio,
        criteria.format,
        criteria.original,
        criteria.originalSound,
        criteria.offered,
        parameters.strictProfile() ? null : others);
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
            : SdpAnswerer.select(offer, new SectionNegotiator(TrackSet.PROMISED, null, parameters));
    OriginalMedia offered = OriginalMedia.of(offer);
    return new ReconnectCriteria(
        !hasVideo && both.stream().anyMatch(each -> SectionNegotiator.isVideo(each.section())),
        !hasAudio && both.stream().anyMatch(each -> !SectionNegotiator.isVideo(each.section())),
        answer.video().map(media -> suited(offer, media, video)).orElse(null),
        answer.video().map(offered::picture).orElse(null),
        answer.audio().map(offered::sound).orElse(null),
        offered,
        null);
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
   * or a profile that the negotiated payload type does not cover, or the track in another coding.
   */
  public boolean metBy(TrackSet tracks, @Nullable TrackFormat video) {
    return pictureMetBy(tracks, video) || soundMetBy(tracks);
  }

  private boolean pictureMetBy(TrackSet tracks, @Nullable TrackFormat video) {
    boolean hasVideo = tracks.hasVideo() && video != null;
    if (original != null) {
      return changed(tracks, Track.ORIGINAL_VIDEO, hasVideo);
    }
    return (lacksVideo && hasVideo)
        || (!tracks.hasVideo() && offered.takesVideo(tracks))
        || (tracks.hasVideo() && video != null && !plays(video));
  }

  private boolean soundMetBy(TrackSet tracks) {
    if (originalSound != null) {
      return changed(tracks, Track.ORIGINAL_AUDIO, tracks.hasAudio());
    }
    return (lacksAudio && tracks.hasAudio()) || (!tracks.hasAudio() && offered.takesAudio(tracks));
  }

  /** Whether an original that is sent cannot be played any more, or has given way to another. */
  private boolean changed(TrackSet tracks, int id, boolean another) {
    return tracks
        .byId(id)
        .map(Track::format)
        .map(now -> now.complete() && !plays(now))
        .orElse(another);
  }

  /**
   * Whether the negotiated payload type covers a format. All formats of H.264 are covered if the
   * stream did not fit the payload type from the beginning.
   */
  public boolean plays(TrackFormat video) {
    if (video.codec() == Codec.OPUS) {
      return originalSound == null || originalSound.decodes(video);
    }
    if (original != null) {
      return video.codec() == Codec.H265 && OriginalMedia.covers(original, video);
    }
    return format == null
        || suits(format, video)
        || (others != null && others.stream().noneMatch(other -> suits(other, video)));
  }
}
