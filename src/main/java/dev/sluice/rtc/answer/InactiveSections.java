package dev.sluice.rtc.answer;

import dev.sluice.rtc.sdp.MediaSection;
import dev.sluice.rtc.sdp.PayloadType;
import dev.sluice.rtc.sdp.SdpOffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sections in which nothing is sent, and which are accepted as inactive all the same: a viewer's
 * transport hangs on them, so that with port 0 it would have none, or one that fails.
 *
 * <ul>
 *   <li>The first section of a bundle. Chromium with {@code bundlePolicy: "max-bundle"} has made a
 *       transport for it alone and refuses an answer without it ("Failed to setup RTCP mux"),
 *       though RFC 8843 section 7.3.1 lets the next section take its place. The offer does not tell
 *       which policy it was made with.
 *   <li>One with a transport of its own, which shows in its credentials or its port. aiortc takes
 *       that down only when the section is bundled; left alone it fails, and the connection with
 *       it.
 * </ul>
 */
final class InactiveSections {
  private InactiveSections() {}

  /** Those of the offer, in its order. */
  static List<MediaSection> of(SdpOffer offer, List<AcceptedSection> sent) {
    List<String> bundle = offer.bundleOf(sent.getFirst().section());
    List<MediaSection> idle = new ArrayList<>();
    for (MediaSection section : offer.sections()) {
      if (section.mid() != null
          && bundle.contains(section.mid())
          && AcceptedSection.of(section, sent) == null
          && canBeAccepted(section)
          && (bundle.getFirst().equals(section.mid()) || hasOwnTransport(section, sent))) {
        idle.add(section);
      }
    }
    return idle;
  }

  private static boolean canBeAccepted(MediaSection section) {
    return section.port() != 0
        && section.direction().receives()
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

  /** The payload type that stands for the section: the first one with a name; null for none. */
  static @Nullable PayloadType format(MediaSection section) {
    for (PayloadType type : section.payloadTypes()) {
      if (!type.encoding().isEmpty()) {
        return type;
      }
    }
    return null;
  }
}
