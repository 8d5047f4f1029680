package dev.sluice.rtc.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A viewer's offer.
 *
 * @param transport attributes above all media sections
 * @param bundles the groups of mids that want to share a transport (RFC 8843)
 * @param sections in the order of the offer
 */
public record SdpOffer(
    TransportAttributes transport, List<List<String>> bundles, List<MediaSection> sections) {
  /** The most characters of an offer. */
  public static final int MAX_CHARS = 256 * 1024;

  /** The port of a section whose address is not known yet (RFC 8840 section 4.1.1). */
  public static final int DISCARD_PORT = 9;

  /** Copies the lists. */
  public SdpOffer {
    List<List<String>> copies = new ArrayList<>(bundles.size());
    bundles.forEach(bundle -> copies.add(List.copyOf(bundle)));
    bundles = List.copyOf(copies);
    sections = List.copyOf(sections);
  }

  /**
   * Reads an offer. Lines may end in CRLF or LF; what is not known is passed over.
   *
   * @throws SdpException when it is no SDP, contradicts itself or goes beyond the limits of size
   */
  public static SdpOffer parse(String text) throws SdpException {
    return new OfferParser().parse(text);
  }

  /** The section with that mid. */
  public Optional<MediaSection> byMid(String mid) {
    for (MediaSection section : sections) {
      if (mid.equals(section.mid())) {
        return Optional.of(section);
      }
    }
    return Optional.empty();
  }

  /** The bundle that the section belongs to, empty when it stands alone. */
  public List<String> bundleOf(MediaSection section) {
    String mid = section.mid();
    if (mid != null) {
      for (List<String> bundle : bundles) {
        if (bundle.contains(mid)) {
          return bundle;
        }
      }
    }
    return List.of();
  }
}
