package dev.sluice.rtc.answer;

import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.rtc.sdp.MediaSection;
import dev.sluice.rtc.sdp.NoCommonCodecException;
import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SdpOffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers a viewer's offer (RFC 3264 section 6, RFC 8829 section 5.3, RFC 8843 section 7.3):
 * accepts at most one video and one audio section on one transport. All other sections are rejected
 * with port 0, except {@link InactiveSections}.
 */
public final class SdpAnswerer {
  private SdpAnswerer() {}

  /**
   * Writes the answer.
   *
   * @param offer from the viewer
   * @param tracks of the stream; a section whose kind the stream lacks is rejected, since browsers
   *     wait for negotiated audio that never comes
   * @param video from the stream's SPS, null before the first
   * @param parameters of our side
   * @throws SdpException if no section can be accepted, or transport attributes are missing
   */
  public static SdpAnswer answer(
      SdpOffer offer, TrackSet tracks, @Nullable TrackFormat video, AnswerParameters parameters)
      throws SdpException {
    SectionNegotiator negotiator = new SectionNegotiator(tracks, video, parameters);
    List<AcceptedSection> sent = select(offer, negotiator);
    if (sent.isEmpty()) {
      throw noAcceptableSection(offer, negotiator);
    }
    List<MediaSection> idle = InactiveSections.of(offer, sent);
    RemoteTransport remote = RemoteTransport.of(offer, firstOf(sent, idle));
    return new SdpAnswer(
        new AnswerWriter(offer, sent, idle, parameters).write(),
        media(sent, true),
        media(sent, false),
        remote.ice(),
        remote.fingerprints(),
        remote.setup(),
        warnings(offer, negotiator, sent));
  }

  /**
   * The first acceptable video section, and the first acceptable audio section on its transport.
   */
  static List<AcceptedSection> select(SdpOffer offer, SectionNegotiator negotiator) {
    List<AcceptedSection> usable = new ArrayList<>();
    offer.sections().forEach(section -> negotiator.accept(section).ifPresent(usable::add));
    Optional<AcceptedSection> video = first(usable, true);
    List<AcceptedSection> chosen = new ArrayList<>(2);
    for (AcceptedSection each : usable) {
      boolean isVideo = SectionNegotiator.isVideo(each.section());
      boolean fits =
          isVideo || video.isEmpty() || bundled(offer, video.get().section(), each.section());
      if (fits && first(chosen, isVideo).isEmpty()) {
        chosen.add(each);
      }
    }
    return chosen;
  }

  /**
   * The first accepted section. Both lists are in the order of the offer; {@code sent} is not
   * empty.
   */
  private static MediaSection firstOf(List<AcceptedSection> sent, List<MediaSection> idle) {
    MediaSection first = sent.getFirst().section();
    return idle.isEmpty() || first.index() < idle.getFirst().index() ? first : idle.getFirst();
  }

  private static Optional<AcceptedSection> first(List<AcceptedSection> sections, boolean video) {
    for (AcceptedSection each : sections) {
      if (SectionNegotiator.isVideo(each.section()) == video) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private static boolean bundled(SdpOffer offer, MediaSection one, MediaSection other) {
    return other.mid() != null && offer.bundleOf(one).contains(other.mid());
  }

  private static Optional<AcceptedMedia> media(List<AcceptedSection> sent, boolean video) {
    return first(sent, video).map(AcceptedSection::media);
  }

  private static SdpException noAcceptableSection(SdpOffer offer, SectionNegotiator negotiator) {
    if (!negotiator.hasTracks()) {
      return new SdpException(
          "The stream has neither H.264 video nor Opus audio, so it cannot be played.");
    }
    Optional<String> lacking = negotiator.lackingCodec(offer.sections());
    if (lacking.isPresent()) {
      return new NoCommonCodecException(lacking.get());
    }
    List<String> reasons = new ArrayList<>();
    for (MediaSection section : offer.sections()) {
      reasons.add("%s (%s)".formatted(section.media(), negotiator.refusal(section)));
    }
    return new SdpException(
        "No media section of the offer can be accepted: " + String.join(", ", reasons) + ".");
  }

  private static List<String> warnings(
      SdpOffer offer, SectionNegotiator negotiator, List<AcceptedSection> sent) {
    List<String> warnings = new ArrayList<>(0);
    for (AcceptedSection each : sent) {
      if (each.warning() != null) {
        warnings.add(each.warning());
      }
    }
    if (first(sent, true).isEmpty()) {
      unsentReason(offer, negotiator, "video").ifPresent(warnings::add);
    }
    if (first(sent, false).isEmpty()) {
      unsentReason(offer, negotiator, "audio").ifPresent(warnings::add);
    }
    return warnings;
  }

  /** The reason why offered media that the stream has is not sent; empty if it is not offered. */
  private static Optional<String> unsentReason(
      SdpOffer offer, SectionNegotiator negotiator, String kind) {
    for (MediaSection section : offer.sections()) {
      if (section.media().equals(kind) && negotiator.hasTrackFor(section)) {
        String refusal = negotiator.refusal(section);
        return Optional.of(
            "The stream's %s is not sent: %s."
                .formatted(
                    kind, refusal != null ? refusal : "it is not bundled with the other section"));
      }
    }
    return Optional.empty();
  }
}
