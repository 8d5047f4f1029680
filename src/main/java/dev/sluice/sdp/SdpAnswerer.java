package dev.sluice.sdp;

import dev.sluice.media.TrackSet;
import dev.sluice.media.VideoConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers a viewer's offer: at most one video and one audio section on one transport, everything
 * else refused with port 0, but for {@link IdleSections} (RFC 3264 section 6, RFC 8829 section 5.3,
 * RFC 8843 section 7.3).
 */
public final class SdpAnswerer {
  private SdpAnswerer() {}

  /**
   * Makes the answer.
   *
   * @param offer the viewer's
   * @param tracks of the stream; a section whose kind it lacks is refused, since browsers wait for
   *     sound that was agreed on and never comes
   * @param video what the stream's SPS says, null when none has been seen
   * @param parameters our side
   * @throws SdpException when nothing can be sent, or the transport lacks something
   */
  public static SdpAnswer answer(
      SdpOffer offer, TrackSet tracks, @Nullable VideoConfig video, AnswerParameters parameters)
      throws SdpException {
    SectionJudge judge = new SectionJudge(tracks, video, parameters);
    List<AcceptedSection> sent = select(offer, judge);
    if (sent.isEmpty()) {
      throw nothingToSend(offer, judge);
    }
    List<MediaSection> idle = IdleSections.of(offer, sent);
    RemoteTransport remote = RemoteTransport.of(offer, firstOf(sent, idle));
    return new SdpAnswer(
        new AnswerWriter(offer, sent, idle, parameters).write(),
        media(sent, true),
        media(sent, false),
        remote.ice(),
        remote.fingerprint(),
        remote.setup(),
        warnings(offer, judge, sent));
  }

  /** The first video section that can be used, and the first audio section on its transport. */
  static List<AcceptedSection> select(SdpOffer offer, SectionJudge judge) {
    List<AcceptedSection> usable = new ArrayList<>();
    offer.sections().forEach(section -> judge.accept(section).ifPresent(usable::add));
    Optional<AcceptedSection> video = first(usable, true);
    Optional<AcceptedSection> audio =
        video.isEmpty()
            ? first(usable, false)
            : usable.stream()
                .filter(each -> !SectionJudge.isVideo(each.section()))
                .filter(each -> bundled(offer, video.get().section(), each.section()))
                .findFirst();
    return usable.stream().filter(each -> isThis(each, video) || isThis(each, audio)).toList();
  }

  private static MediaSection firstOf(List<AcceptedSection> sent, List<MediaSection> idle) {
    return Stream.concat(sent.stream().map(AcceptedSection::section), idle.stream())
        .min(Comparator.comparingInt(MediaSection::index))
        .orElseThrow();
  }

  private static Optional<AcceptedSection> first(List<AcceptedSection> sections, boolean video) {
    return sections.stream()
        .filter(each -> SectionJudge.isVideo(each.section()) == video)
        .findFirst();
  }

  private static boolean isThis(AcceptedSection section, Optional<AcceptedSection> chosen) {
    return chosen.isPresent() && chosen.get().section().index() == section.section().index();
  }

  private static boolean bundled(SdpOffer offer, MediaSection one, MediaSection other) {
    return other.mid() != null && offer.bundleOf(one).contains(other.mid());
  }

  private static Optional<AcceptedMedia> media(List<AcceptedSection> sent, boolean video) {
    return first(sent, video).map(AcceptedSection::media);
  }

  private static SdpException nothingToSend(SdpOffer offer, SectionJudge judge) {
    if (!judge.hasTracks()) {
      return new SdpException(
          "The stream has neither H.264 video nor Opus audio: there is nothing to play.");
    }
    List<String> reasons = new ArrayList<>();
    for (MediaSection section : offer.sections()) {
      reasons.add("%s (%s)".formatted(section.media(), judge.refusal(section)));
    }
    return new SdpException(
        "Nothing of the stream can be sent in any media section of the offer: "
            + String.join(", ", reasons)
            + ".");
  }

  private static List<String> warnings(
      SdpOffer offer, SectionJudge judge, List<AcceptedSection> sent) {
    Stream<String> ofSent = sent.stream().map(AcceptedSection::warning).filter(Objects::nonNull);
    Stream<String> ofKinds =
        Stream.of("video", "audio")
            .filter(kind -> sent.stream().noneMatch(each -> each.section().media().equals(kind)))
            .flatMap(kind -> unsent(offer, judge, kind).stream());
    return Stream.concat(ofSent, ofKinds).toList();
  }

  /** Why a kind of media that the stream has and the offer asks for is not sent. */
  private static Optional<String> unsent(SdpOffer offer, SectionJudge judge, String kind) {
    return offer.sections().stream()
        .filter(section -> section.media().equals(kind) && judge.wants(section))
        .findFirst()
        .map(
            section -> {
              String refusal = judge.refusal(section);
              return "The stream's %s is not sent: %s."
                  .formatted(
                      kind, refusal != null ? refusal : "it is not bundled with the other section");
            });
  }
}
