package dev.sluice.sdp;

import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackSet;
import dev.sluice.media.VideoConfig;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides for each section of an offer, taken alone, whether the stream can be sent in it. */
final class SectionJudge {
  private static final String VIDEO = "video";
  private static final String AUDIO = "audio";
  private static final int OPUS_CLOCK_HZ = 48_000;
  private static final int OPUS_CHANNELS = 2;
  private static final int STEREO = 2;

  /** The most bytes of a one-byte header extension (RFC 8285 section 4.2). */
  private static final int MAX_MID_EXTENSION_BYTES = 16;

  private final Optional<Track> videoTrack;
  private final Optional<Track> audioTrack;
  private final int streamProfileLevelId;
  private final AnswerParameters parameters;

  SectionJudge(TrackSet tracks, @Nullable VideoConfig video, AnswerParameters parameters) {
    this.videoTrack = played(tracks, Track.VIDEO, Codec.H264);
    this.audioTrack = played(tracks, Track.AUDIO, Codec.OPUS);
    this.streamProfileLevelId = video == null ? H264Format.UNSAID : video.profileLevelId();
    this.parameters = parameters;
  }

  private static Optional<Track> played(TrackSet tracks, int id, Codec codec) {
    return tracks.byId(id).filter(track -> track.codec() == codec);
  }

  /** Whether the stream has anything that a viewer can be sent. */
  boolean hasTracks() {
    return videoTrack.isPresent() || audioTrack.isPresent();
  }

  static boolean isVideo(MediaSection section) {
    return section.media().equals(VIDEO);
  }

  /** Whether it is for RTP protected by SRTP. */
  static boolean isRtp(MediaSection section) {
    return section.protocol().endsWith("RTP/SAVPF") || section.protocol().endsWith("RTP/SAVP");
  }

  /** Whether the stream has a track of the section's kind. */
  boolean wants(MediaSection section) {
    return switch (section.media()) {
      case VIDEO -> videoTrack.isPresent();
      case AUDIO -> audioTrack.isPresent();
      default -> false;
    };
  }

  /** What is agreed on in the section, or nothing when {@link #refusal} has the reason. */
  Optional<AcceptedSection> accept(MediaSection section) {
    if (refusal(section) != null) {
      return Optional.empty();
    }
    return isVideo(section) ? video(section) : audio(section);
  }

  /** Why the section is refused, as the end of a sentence; null when it is not. */
  @Nullable String refusal(MediaSection section) {
    if (!section.media().equals(VIDEO) && !section.media().equals(AUDIO)) {
      return "only audio and video are sent";
    }
    if (!wants(section)) {
      return "the stream has no %s that can be played".formatted(section.media());
    }
    if (section.disabled()) {
      return "its port is 0";
    }
    if (!section.direction().receives()) {
      return "its direction must be recvonly or sendrecv";
    }
    if (!isRtp(section)) {
      return "its protocol must be UDP/TLS/RTP/SAVPF";
    }
    if (!section.rtcpMux()) {
      return "it must have a=rtcp-mux";
    }
    if (isVideo(section)) {
      return video(section).isPresent()
          ? null
          : VideoChoice.refusal(section.payloadTypes(), streamProfileLevelId);
    }
    return opus(section).isPresent() ? null : "the offer has no Opus payload type (opus/48000/2)";
  }

  private Optional<AcceptedSection> video(MediaSection section) {
    return VideoChoice.choose(
            section.payloadTypes(), streamProfileLevelId, parameters.strictProfile())
        .map(
            choice -> {
              PayloadType type = choice.format().type();
              return new AcceptedSection(
                  section,
                  type,
                  choice.format().answerParameters(streamProfileLevelId),
                  media(section, type, rtx(section, type)),
                  choice.warning());
            });
  }

  private Optional<AcceptedSection> audio(MediaSection section) {
    boolean stereo = audioTrack.map(Track::channels).orElse(0) == STEREO;
    return opus(section)
        .map(
            type ->
                new AcceptedSection(
                    section,
                    type,
                    stereo ? "sprop-stereo=1" : null,
                    media(section, type, AcceptedMedia.NO_RTX),
                    null));
  }

  private static Optional<PayloadType> opus(MediaSection section) {
    return section.payloadTypes().stream()
        .filter(type -> type.encoding().equalsIgnoreCase("opus"))
        .filter(type -> type.clockRateHz() == OPUS_CLOCK_HZ)
        .filter(type -> type.channels() == OPUS_CHANNELS || type.channels() == 0)
        .findFirst();
  }

  /** The retransmission format that is bound to the type by {@code apt} (RFC 4588 section 8.1). */
  private int rtx(MediaSection section, PayloadType type) {
    if (!parameters.has(AnswerFeature.RTX)) {
      return AcceptedMedia.NO_RTX;
    }
    String number = Integer.toString(type.number());
    List<PayloadType> types = section.payloadTypes();
    return types.stream()
        .filter(each -> each.encoding().equalsIgnoreCase("rtx"))
        .filter(each -> each.clockRateHz() == type.clockRateHz())
        .filter(each -> Objects.equals(each.parameter("apt"), number))
        .mapToInt(PayloadType::number)
        .findFirst()
        .orElse(AcceptedMedia.NO_RTX);
  }

  private AcceptedMedia media(MediaSection section, PayloadType type, int rtxPayloadType) {
    String mid = section.mid() == null ? "" : section.mid();
    Set<Feedback> feedback = feedback(type);
    return new AcceptedMedia(
        mid,
        type.number(),
        rtxPayloadType,
        extensions(section, mid, feedback.contains(Feedback.TRANSPORT_CC)),
        feedback,
        section.rtcpReducedSize());
  }

  private Set<Feedback> feedback(PayloadType type) {
    EnumSet<Feedback> kept = EnumSet.noneOf(Feedback.class);
    kept.addAll(type.feedback());
    if (!parameters.has(AnswerFeature.TRANSPORT_CC)) {
      kept.remove(Feedback.TRANSPORT_CC);
    }
    if (!parameters.has(AnswerFeature.REMB)) {
      kept.remove(Feedback.GOOG_REMB);
    }
    return kept;
  }

  private HeaderExtensions extensions(MediaSection section, String mid, boolean transportCc) {
    boolean midFits = !mid.isEmpty() && mid.length() <= MAX_MID_EXTENSION_BYTES;
    return new HeaderExtensions(
        midFits ? id(section, AnswerFeature.MID, HeaderExtensions.MID_URI) : 0,
        id(section, AnswerFeature.ABS_CAPTURE_TIME, HeaderExtensions.ABS_CAPTURE_TIME_URI),
        isVideo(section)
            ? id(section, AnswerFeature.PLAYOUT_DELAY, HeaderExtensions.PLAYOUT_DELAY_URI)
            : 0,
        transportCc
            ? id(section, AnswerFeature.TRANSPORT_CC, HeaderExtensions.TRANSPORT_CC_URI)
            : 0);
  }

  private int id(MediaSection section, AnswerFeature feature, String uri) {
    return parameters.has(feature) ? section.extensionId(uri).orElse(0) : 0;
  }
}
