package dev.sluice.rtc.answer;

import dev.sluice.rtc.sdp.MediaSection;
import dev.sluice.rtc.sdp.PayloadType;
import dev.sluice.rtc.sdp.SdpOffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sections without media that are accepted as {@code a=inactive} instead of rejected with port 0,
 * because the viewer's transport depends on them.
 *
 * <ul>
 *   <li>The first section of a bundle. Chromium with {@code bundlePolicy: "max-bundle"} creates a
 *       transport for it alone and refuses an answer that rejects it ("Failed to setup RTCP mux"),
 *       although RFC 8843 section 7.3.1 lets the next section take its place. The offer does not
 *       tell the policy. The section may be for sending (talk-back) or inactive itself: an answer
 *       of {@code inactive} fits each direction (RFC 9429 section 5.3.1).
 *   <li>A section with its own transport, recognised by credentials or port. aiortc closes that
 *       transport only if the section is bundled; otherwise it fails, and the connection with it.
 * </ul>
 */
final class InactiveSections {
  private InactiveSections() {}

  /** The inactive sections, in the order of the offer. */
  static List<MediaSection> of(SdpOffer offer, List<AcceptedSection> sent) {
    List<String> bundle = offer.bundleOf(sent.getFirst().section());
    List<MediaSection> idle = new ArrayList<>();
    for (MediaSection section : offer.sections()) {
      if (section.mid() != null
          && bundle.contains(section.mid())
          && AcceptedSection.of(section, sent) == null
          && canBeAccepted(section)
          && (bundle.getFirst().equals(section.mid())
              || (section.direction().receives() && hasOwnTransport(section, sent)))) {
        idle.add(section);
      }
    }
    return idle;
  }

  private static boolean canBeAccepted(MediaSection section) {
    return section.port() != 0
        && section.rtcpMux()
        && SectionNegotiator.isRtp(section)
        && format(section) != null;
  }

  private static boolean hasOwnTransport(MediaSection section, List<AcceptedSection> sent) {
    MediaSection used = sent.getFirst().section();
    String ufrag = section.transport().iceUfrag();
    String usedUfrag = used.transport().iceUfrag();
    return (ufrag != null && usedUfrag != null && !ufrag.equals(usedUfrag))
        || (isGathered(section) && isGathered(used) && section.port() != used.port());
  }

  private static boolean isGathered(MediaSection section) {
    return section.port() != 0 && section.port() != SdpOffer.DISCARD_PORT;
  }

  /**
   * The format written in the section's media line: the first payload type with an {@code
   * a=rtpmap}; null if there is none.
   */
  static @Nullable PayloadType format(MediaSection section) {
    for (PayloadType type : section.payloadTypes()) {
      if (!type.encoding().isEmpty()) {
        return type;
      }
    }
    return null;
  }
}
