package dev.sluice.rtc.sdp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Splits an offer into lines and media sections. A line longer than {@value #MAX_LINE_CHARS}
 * characters is passed over, as it cannot be one that is needed; a media line is refused.
 */
final class OfferParser {
  private static final int MAX_LINES = 8192;
  private static final int MAX_LINE_CHARS = 8192;
  private static final int MAX_SECTIONS = 64;
  private static final int MAX_BUNDLES = 16;

  private final SectionBuilder session = new SectionBuilder();
  private final List<List<String>> bundles = new ArrayList<>();
  private final List<SectionBuilder> sections = new ArrayList<>();
  private @Nullable SectionBuilder section;

  SdpOffer parse(String text) throws SdpException {
    if (text.length() > SdpOffer.MAX_CHARS) {
      throw new SdpException(
          "The offer has more than %d characters.".formatted(SdpOffer.MAX_CHARS));
    }
    if (!text.startsWith("v=0")) {
      throw new SdpException("The body is not a session description: it must begin with \"v=0\".");
    }
    int lines = 0;
    int at = 0;
    while (at < text.length()) {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      if (++lines > MAX_LINES) {
        throw new SdpException("The offer has more than %d lines.".formatted(MAX_LINES));
      }
      boolean media = text.startsWith("m=", at);
      if (media && end - at > MAX_LINE_CHARS) {
        throw new SdpException(
            "Line %d of the offer has more than %d characters.".formatted(lines, MAX_LINE_CHARS));
      }
      if (end - at <= MAX_LINE_CHARS) {
        line(text.substring(at, end).strip(), lines);
      }
      at = end + 1;
    }
    return build();
  }

  private void line(String line, int number) throws SdpException {
    if (line.startsWith("m=")) {
      if (sections.size() == MAX_SECTIONS) {
        throw new SdpException(
            "The offer has more than %d media sections.".formatted(MAX_SECTIONS));
      }
      section = SectionBuilder.ofMediaLine(line.substring(2), number);
      sections.add(section);
    } else if (line.startsWith("a=group:BUNDLE ") && section == null) {
      if (bundles.size() < MAX_BUNDLES) {
        bundles.add(SdpTokens.split(line.substring("a=group:BUNDLE ".length())));
      }
    } else if (line.startsWith("a=")) {
      (section == null ? session : section).attribute(line.substring(2));
    }
  }

  private SdpOffer build() throws SdpException {
    if (sections.isEmpty()) {
      throw new SdpException("The offer has no media section (no line that begins with \"m=\").");
    }
    List<MediaSection> built = new ArrayList<>();
    Set<String> mids = new HashSet<>();
    for (SectionBuilder each : sections) {
      MediaSection media = each.build(built.size(), session);
      if (media.mid() != null && !mids.add(media.mid())) {
        throw new SdpException(
            "Two media sections of the offer have the mid \"%s\".".formatted(media.mid()));
      }
      built.add(media);
    }
    return new SdpOffer(session.transport(), bundles, built);
  }
}
