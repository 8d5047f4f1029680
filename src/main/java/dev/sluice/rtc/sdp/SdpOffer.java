package dev.sluice.rtc.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A viewer's offer.
 *
 * @param transport attributes of the session level
 * @param bundles the BUNDLE groups, as lists of mids (RFC 8843)
 * @param sections in the order of the offer
 */
public record SdpOffer(
    TransportAttributes transport, List<List<String>> bundles, List<MediaSection> sections) {
  /** Maximum length of an offer in characters. */
  public static final int MAX_CHARS = 256 * 1024;

  /** Port of a section whose address is not known yet (RFC 8840 section 4.1.1). */
  public static final int DISCARD_PORT = 9;

  /** Copies the lists. */
  public SdpOffer {
    List<List<String>> copies = new ArrayList<>(bundles.size());
    bundles.forEach(bundle -> copies.add(List.copyOf(bundle)));
    bundles = List.copyOf(copies);
    sections = List.copyOf(sections);
  }

  /**
   * Parses an offer. Lines may end in CRLF or LF; unknown lines are ignored.
   *
   * @throws SdpException if it is not SDP, contradicts itself or exceeds a size limit
   */
  public static SdpOffer parse(String text) throws SdpException {
    return new OfferParser().parse(text);
  }

  /** The section with a mid. */
  public Optional<MediaSection> byMid(String mid) {
    for (MediaSection section : sections) {
      if (mid.equals(section.mid())) {
        return Optional.of(section);
      }
    }
    return Optional.empty();
  }

  /** The mids of the section's BUNDLE group, empty if it is not bundled. */
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
