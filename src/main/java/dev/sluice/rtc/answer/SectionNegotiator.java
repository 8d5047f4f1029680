package dev.sluice.rtc.answer;

import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.rtc.sdp.FeedbackType;
import dev.sluice.rtc.sdp.MediaSection;
import dev.sluice.rtc.sdp.PayloadType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Negotiates each media section of an offer on its own: payload type, RTX, RED, feedback and header
 * extensions.
 */
final class SectionNegotiator {
  private static final Set<String> PROFILES = Set.of("AVP", "AVPF", "SAVP", "SAVPF");
  private static final String VIDEO = "video";
  private static final String AUDIO = "audio";
  private static final int OPUS_CLOCK_HZ = 48_000;
  private static final int OPUS_CHANNELS = 2;
  private static final int STEREO = 2;

  private final Optional<Track> videoTrack;
  private final Optional<Track> originalVideo;
  private final Optional<Track> audioTrack;
  private final Optional<Track> originalAudio;
  private final int streamProfileLevelId;
  private final AnswerParameters parameters;

  SectionNegotiator(TrackSet tracks, @Nullable TrackFormat video, AnswerParameters parameters) {
    this.videoTrack = playable(tracks, Track.VIDEO, Codec.H264);
    this.originalVideo = playable(tracks, Track.ORIGINAL_VIDEO, Codec.H265);
    this.audioTrack = playable(tracks, Track.AUDIO, Codec.OPUS);
    this.originalAudio = playable(tracks, Track.ORIGINAL_AUDIO, Codec.OPUS);
    this.streamProfileLevelId = video == null ? H264Format.UNSPECIFIED : video.profileLevelId();
    this.parameters = parameters;
  }

  private static Optional<Track> playable(TrackSet tracks, int id, Codec codec) {
    return tracks.byId(id).filter(track -> track.codec() == codec);
  }

  /** Whether the stream has a track that is sent to viewers. */
  boolean hasTracks() {
    return hasTracksForAll() || originalVideo.isPresent() || originalAudio.isPresent();
  }

  /** Whether the stream has a track that is sent to all viewers. */
  private boolean hasTracksForAll() {
    return videoTrack.isPresent() || audioTrack.isPresent();
  }

  /**
   * A clause with the remedy if the stream has originals only, and no section has a payload type
   * that covers one.
   */
  Optional<String> lackingCodec(List<MediaSection> sections) {
    boolean lacks =
        hasTracks()
            && !hasTracksForAll()
            && sections.stream()
                .noneMatch(
                    each ->
                        isVideo(each)
                            ? originalChoice(each).isPresent()
                            : surround(each).isPresent());
    return lacks
        ? Optional.of(
            Stream.concat(lackingVideo(), lackingAudio()).collect(Collectors.joining(" ")))
        : Optional.empty();
  }

  private Stream<String> lackingVideo() {
    return originalVideo.stream()
        .map(
            track ->
                "its picture is H.265 %s, which the viewer's offer does not have. Encode it as H.264 for all viewers (ffmpeg: -c:v libx264 -bf 0)."
                    .formatted(H265Format.describe(originalProfileLevelId())));
  }

  private Stream<String> lackingAudio() {
    return originalAudio.stream()
        .map(
            track ->
                "its sound is Opus with %d channels, which the viewer's offer does not have. Encode it with two for all viewers (ffmpeg: -c:a libopus -ac 2)."
                    .formatted(track.format().channels()));
  }

  static boolean isVideo(MediaSection section) {
    return section.media().equals(VIDEO);
  }

  /**
   * Whether the protocol is RTP. The plain profiles count too: a description with a fingerprint
   * means SRTP (RFC 9429 section 5.1.2).
   */
  static boolean isRtp(MediaSection section) {
    String profile = section.protocol().substring(section.protocol().lastIndexOf('/') + 1);
    return section.protocol().contains("RTP/") && PROFILES.contains(profile);
  }

  /** Whether the stream has a track of the section's kind. */
  boolean hasTrackFor(MediaSection section) {
    return switch (section.media()) {
      case VIDEO -> videoTrack.isPresent() || originalVideo.isPresent();
      case AUDIO -> audioTrack.isPresent() || originalAudio.isPresent();
      default -> false;
    };
  }

  /** The accepted section; empty if it must be rejected, see {@link #refusal}. */
  Optional<AcceptedSection> accept(MediaSection section) {
    if (generalRefusal(section) != null) {
      return Optional.empty();
    }
    return isVideo(section) ? video(section) : audio(section);
  }

  /** The reason for rejecting the section, as the end of a sentence; null if it is acceptable. */
  @Nullable String refusal(MediaSection section) {
    String generalRefusal = generalRefusal(section);
    if (generalRefusal != null || accept(section).isPresent()) {
      return generalRefusal;
    }
    return isVideo(section) ? videoRefusal(section) : audioRefusal();
  }

  private String audioRefusal() {
    return audioTrack.isPresent()
        ? "the offer has no Opus payload type (opus/48000/2)"
        : "the stream is Opus with %d channels, and the offer has no multiopus payload type for it"
            .formatted(originalAudio.map(track -> track.format().channels()).orElse(0));
  }

  private String videoRefusal(MediaSection section) {
    return videoTrack.isPresent()
        ? VideoChoice.refusal(section.payloadTypes(), streamProfileLevelId)
        : H265Choice.refusal(section.payloadTypes(), originalProfileLevelId());
  }

  /**
   * The reason for rejecting the section regardless of its payload types; null if there is none.
   */
  private @Nullable String generalRefusal(MediaSection section) {
    if (!section.media().equals(VIDEO) && !section.media().equals(AUDIO)) {
      return "only audio and video are sent";
    }
    if (!hasTrackFor(section)) {
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

  /** The original if the offer covers it, else H.264. */
  private Optional<AcceptedSection> video(MediaSection section) {
    return originalChoice(section).map(choice -> original(section, choice)).or(() -> h264(section));
  }

  private Optional<H265Choice> originalChoice(MediaSection section) {
    return originalVideo.flatMap(
        track ->
            H265Choice.choose(
                section.payloadTypes(), originalProfileLevelId(), parameters.strictProfile()));
  }

  private int originalProfileLevelId() {
    return originalVideo.map(track -> track.format().profileLevelId()).orElse(0);
  }

  private AcceptedSection original(MediaSection section, H265Choice choice) {
    int stream = originalProfileLevelId();
    return accepted(
        section,
        Track.ORIGINAL_VIDEO,
        choice.format().type(),
        choice.format().answerParameters(stream),
        choice.warning(stream));
  }

  private Optional<AcceptedSection> h264(MediaSection section) {
    return videoTrack
        .flatMap(
            track ->
                VideoChoice.choose(
                    section.payloadTypes(), streamProfileLevelId, parameters.strictProfile()))
        .map(
            choice ->
                accepted(
                    section,
                    Track.VIDEO,
                    choice.format().type(),
                    choice.format().answerParameters(streamProfileLevelId),
                    choice.warning()));
  }

  private AcceptedSection accepted(
      MediaSection section,
      int trackId,
      PayloadType type,
      String formatParameters,
      @Nullable String warning) {
    AcceptedMedia media = media(section, trackId, type, rtx(section, type), AcceptedMedia.NO_RED);
    return new AcceptedSection(section, type, formatParameters, media, warning);
  }

  /** The original if the offer has its arrangement of channels, else Opus of one or two. */
  private Optional<AcceptedSection> audio(MediaSection section) {
    return surround(section)
        .map(
            format ->
                audio(section, Track.ORIGINAL_AUDIO, format.type(), format.answerParameters()))
        .or(() -> audioTrack.flatMap(track -> opus(section, track)));
  }

  private Optional<MultiOpusFormat> surround(MediaSection section) {
    return originalAudio.flatMap(
        track ->
            section.payloadTypes().stream()
                .map(MultiOpusFormat::of)
                .filter(Objects::nonNull)
                .filter(format -> format.decodes(track.format()))
                .findFirst());
  }

  private Optional<AcceptedSection> opus(MediaSection section, Track track) {
    return section.payloadTypes().stream()
        .filter(SectionNegotiator::isOpus)
        .findFirst()
        .map(type -> audio(section, Track.AUDIO, type, opusParameters(track.format())));
  }

  private AcceptedSection audio(
      MediaSection section, int trackId, PayloadType type, @Nullable String formatParameters) {
    AcceptedMedia media = media(section, trackId, type, AcceptedMedia.NO_RTX, red(section, type));
    return new AcceptedSection(section, type, formatParameters, media, null);
  }

  /** What is known of the stream (RFC 7587 section 6.1), null for nothing. */
  private static @Nullable String opusParameters(TrackFormat format) {
    List<String> known = new ArrayList<>(2);
    if (format.channels() > 0) {
      known.add(format.channels() == STEREO ? "sprop-stereo=1" : "sprop-stereo=0");
    }
    if (format.inBandFec()) {
      known.add("useinbandfec=1");
    }
    return known.isEmpty() ? null : String.join(";", known);
  }

  private static boolean isOpus(PayloadType type) {
    return type.encoding().equalsIgnoreCase("opus")
        && type.clockRateHz() == OPUS_CLOCK_HZ
        && (type.channels() == OPUS_CHANNELS || type.channels() == 0);
  }

  /** The RTX payload type whose {@code apt} is the media's (RFC 4588 section 8.1). */
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

  /** The RED payload type whose blocks are all of the media's type (RFC 2198 section 5). */
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
      MediaSection section, int trackId, PayloadType type, int rtxPayloadType, int redPayloadType) {
    String mid = section.mid() == null ? "" : section.mid();
    boolean numbered = transportNumbers(section, type, rtxPayloadType, redPayloadType);
    HeaderExtensionIds extensions = extensions(section, mid, numbered);
    Set<FeedbackType> feedback = feedback(type, extensions.transportCc() > 0);
    if (redPayloadType != AcceptedMedia.NO_RED) {
      // A retransmission on the same SSRC must be identical to the last byte, and a RED packet
      // cannot be rebuilt from the log alone.
      feedback.remove(FeedbackType.NACK);
    }
    return new AcceptedMedia(
        trackId,
        mid,
        type.number(),
        rtxPayloadType,
        extensions,
        feedback,
        section.rtcpReducedSize(),
        redPayloadType);
  }

  /** REMB is dropped beside transport-wide feedback, which is more precise. */
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
   * Whether packets carry transport-wide sequence numbers. A retransmission on the same SSRC must
   * be identical to the last byte, and would carry another number: so video needs RTX, and audio
   * must not be retransmitted. Browsers want the same feedback for all media sections.
   */
  private static boolean transportNumbers(
      MediaSection section, PayloadType type, int rtxPayloadType, int redPayloadType) {
    boolean neverRepeated =
        redPayloadType != AcceptedMedia.NO_RED || !type.feedback().contains(FeedbackType.NACK);
    return type.feedback().contains(FeedbackType.TRANSPORT_CC)
        && (isVideo(section) ? rtxPayloadType != AcceptedMedia.NO_RTX : neverRepeated);
  }

  /**
   * The header extensions that fit the budget, most useful first.
   *
   * @param numbered whether packets may carry transport-wide sequence numbers
   */
  private HeaderExtensionIds extensions(MediaSection section, String mid, boolean numbered) {
    ExtensionBudget room = new ExtensionBudget();
    int transportCc =
        numbered ? id(section, AnswerFeature.TRANSPORT_CC, HeaderExtensionIds.TRANSPORT_CC_URI) : 0;
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
