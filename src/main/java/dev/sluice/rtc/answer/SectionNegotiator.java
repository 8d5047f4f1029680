package dev.sluice.rtc.answer;

import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.rtc.sdp.FeedbackType;
import dev.sluice.rtc.sdp.MediaSection;
import dev.sluice.rtc.sdp.PayloadType;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides for each section of an offer, taken alone, whether the stream can be sent in it. */
final class SectionNegotiator {
  private static final String VIDEO = "video";
  private static final String AUDIO = "audio";
  private static final int OPUS_CLOCK_HZ = 48_000;
  private static final int OPUS_CHANNELS = 2;
  private static final int STEREO = 2;

  private final Optional<Track> videoTrack;
  private final Optional<Track> audioTrack;
  private final int streamProfileLevelId;
  private final AnswerParameters parameters;

  SectionNegotiator(TrackSet tracks, @Nullable TrackFormat video, AnswerParameters parameters) {
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
    if (unfit(section) != null) {
      return Optional.empty();
    }
    return isVideo(section) ? video(section) : audio(section);
  }

  /** Why the section is refused, as the end of a sentence; null when it is not. */
  @Nullable String refusal(MediaSection section) {
    String unfit = unfit(section);
    if (unfit != null || accept(section).isPresent()) {
      return unfit;
    }
    return isVideo(section)
        ? VideoChoice.refusal(section.payloadTypes(), streamProfileLevelId)
        : "the offer has no Opus payload type (opus/48000/2)";
  }

  /** Why nothing can be sent in the section, whatever its payload types are. */
  private @Nullable String unfit(MediaSection section) {
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
    return section.rtcpMux() ? null : "it must have a=rtcp-mux";
  }

  private Optional<AcceptedSection> video(MediaSection section) {
    return VideoChoice.choose(
            section.payloadTypes(), streamProfileLevelId, parameters.strictProfile())
        .map(choice -> video(section, choice));
  }

  private AcceptedSection video(MediaSection section, VideoChoice choice) {
    PayloadType type = choice.format().type();
    return new AcceptedSection(
        section,
        type,
        choice.format().answerParameters(streamProfileLevelId),
        media(section, type, rtx(section, type), AcceptedMedia.NO_RED),
        choice.warning());
  }

  private Optional<AcceptedSection> audio(MediaSection section) {
    for (PayloadType type : section.payloadTypes()) {
      if (isOpus(type)) {
        AcceptedMedia media = media(section, type, AcceptedMedia.NO_RTX, red(section, type));
        boolean stereo = audioTrack.map(track -> track.format().channels()).orElse(0) == STEREO;
        String parameters = stereo ? "sprop-stereo=1" : null;
        return Optional.of(new AcceptedSection(section, type, parameters, media, null));
      }
    }
    return Optional.empty();
  }

  private static boolean isOpus(PayloadType type) {
    return type.encoding().equalsIgnoreCase("opus")
        && type.clockRateHz() == OPUS_CLOCK_HZ
        && (type.channels() == OPUS_CHANNELS || type.channels() == 0);
  }

  /** The retransmission format that is bound to the type by {@code apt} (RFC 4588 section 8.1). */
  private int rtx(MediaSection section, PayloadType type) {
    if (!parameters.has(AnswerFeature.RTX)) {
      return AcceptedMedia.NO_RTX;
    }
    String number = Integer.toString(type.number());
    for (PayloadType each : section.payloadTypes()) {
      if (each.encoding().equalsIgnoreCase("rtx")
          && each.clockRateHz() == type.clockRateHz()
          && number.equals(each.parameter("apt"))) {
        return each.number();
      }
    }
    return AcceptedMedia.NO_RTX;
  }

  /** The format of redundant audio whose blocks are all of the type (RFC 2198 section 5). */
  private int red(MediaSection section, PayloadType type) {
    if (!parameters.has(AnswerFeature.RED)) {
      return AcceptedMedia.NO_RED;
    }
    String blocks = type.number() + "/" + type.number();
    for (PayloadType each : section.payloadTypes()) {
      if (each.encoding().equalsIgnoreCase("red")
          && each.clockRateHz() == OPUS_CLOCK_HZ
          && each.parameters() != null
          && each.parameters().startsWith(blocks)) {
        return each.number();
      }
    }
    return AcceptedMedia.NO_RED;
  }

  private AcceptedMedia media(
      MediaSection section, PayloadType type, int rtxPayloadType, int redPayloadType) {
    String mid = section.mid() == null ? "" : section.mid();
    HeaderExtensionIds extensions = extensions(section, type, mid, rtxPayloadType);
    Set<FeedbackType> feedback = feedback(type, extensions.transportCc() > 0);
    if (redPayloadType != AcceptedMedia.NO_RED) {
      // What is sent again on the same SSRC must be the same to the last byte, and a packet with
      // redundancy could not be made again from the log alone.
      feedback.remove(FeedbackType.NACK);
    }
    return new AcceptedMedia(
        mid,
        type.number(),
        rtxPayloadType,
        extensions,
        feedback,
        section.rtcpReducedSize(),
        redPayloadType);
  }

  /** The receiver's estimate is of no use beside transport feedback, which tells more. */
  private Set<FeedbackType> feedback(PayloadType type, boolean transportCc) {
    EnumSet<FeedbackType> kept = EnumSet.noneOf(FeedbackType.class);
    kept.addAll(type.feedback());
    if (!transportCc) {
      kept.remove(FeedbackType.TRANSPORT_CC);
    }
    if (transportCc || !parameters.has(AnswerFeature.REMB)) {
      kept.remove(FeedbackType.GOOG_REMB);
    }
    return kept;
  }

  /**
   * As many as there is room for, those first that are of most use.
   *
   * <p>The transport-wide number goes with retransmission on another SSRC only: a repeat on the
   * same one must be the same to the last byte.
   */
  private HeaderExtensionIds extensions(
      MediaSection section, PayloadType type, String mid, int rtxPayloadType) {
    ExtensionBudget room = new ExtensionBudget();
    boolean transport =
        rtxPayloadType != AcceptedMedia.NO_RTX
            && type.feedback().contains(FeedbackType.TRANSPORT_CC);
    int transportCc =
        transport
            ? id(section, AnswerFeature.TRANSPORT_CC, HeaderExtensionIds.TRANSPORT_CC_URI)
            : 0;
    int captureTime =
        id(section, AnswerFeature.ABS_CAPTURE_TIME, HeaderExtensionIds.ABS_CAPTURE_TIME_URI);
    int delay =
        isVideo(section)
            ? id(section, AnswerFeature.PLAYOUT_DELAY, HeaderExtensionIds.PLAYOUT_DELAY_URI)
            : 0;
    transportCc = room.take(transportCc, ExtensionBudget.TRANSPORT_CC_BYTES);
    captureTime = room.take(captureTime, ExtensionBudget.ABS_CAPTURE_TIME_BYTES);
    delay = room.take(delay, ExtensionBudget.PLAYOUT_DELAY_BYTES);
    int midId = mid.isEmpty() ? 0 : id(section, AnswerFeature.MID, HeaderExtensionIds.MID_URI);
    return new HeaderExtensionIds(room.take(midId, mid.length()), captureTime, delay, transportCc);
  }

  private int id(MediaSection section, AnswerFeature feature, String uri) {
    return parameters.has(feature) ? section.extensionId(uri) : 0;
  }
}
