package dev.sluice.rtc.sdp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the attributes of one media section, or of the session level. Attributes that are
 * malformed or exceed a limit are ignored, except a mid; of repeated attributes the first counts.
 */
final class SectionBuilder {
  private static final int MAX_MID_CHARS = 256;
  private static final int MAX_ICE_CHARS = 256;
  private static final int MAX_FORMATS = 256;
  private static final int MAX_WORD_CHARS = 64;
  private static final int MAX_EXTENSIONS = 64;
  private static final int MAX_FINGERPRINTS = 8;

  /** Ids of one-byte header extensions (RFC 8285 section 4.2). */
  private static final int MAX_EXTENSION_ID = 14;

  private String media = "";
  private int port;
  private String protocol = "";
  private List<String> formats = List.of();
  private @Nullable String mid;
  private @Nullable Direction direction;
  private boolean bundleOnly;
  private boolean rtcpMux;
  private boolean rtcpMuxOnly;
  private boolean rtcpReducedSize;
  private @Nullable String iceUfrag;
  private @Nullable String icePwd;
  private @Nullable SetupRole setup;
  private final List<Fingerprint> fingerprints = new ArrayList<>();
  private final List<ExtensionMapping> extensions = new ArrayList<>();
  private final PayloadTypesBuilder payloadTypes = new PayloadTypesBuilder();

  /** Parses {@code <media> <port>[/<count>] <protocol> <format>...}. */
  static SectionBuilder ofMediaLine(String value, int lineNumber) throws SdpException {
    List<String> words = SdpTokens.split(value);
    int port = words.size() < 2 ? -1 : SdpTokens.number(beforeSlash(words.get(1)), 65_535);
    if (words.size() < 4 || port < 0 || words.size() - 3 > MAX_FORMATS || !visible(words)) {
      throw new SdpException(
          "Line %d of the offer is not a media line: it must be \"m=<media> <port> <protocol> <format>\"."
              .formatted(lineNumber));
    }
    SectionBuilder builder = new SectionBuilder();
    builder.media = words.get(0);
    builder.port = port;
    builder.protocol = words.get(2);
    builder.formats = List.copyOf(words.subList(3, words.size()));
    return builder;
  }

  private static boolean visible(List<String> words) {
    for (String word : words) {
      if (!SdpTokens.visible(word, MAX_WORD_CHARS)) {
        return false;
      }
    }
    return true;
  }

  private static String beforeSlash(String word) {
    int slash = word.indexOf('/');
    return slash < 0 ? word : word.substring(0, slash);
  }

  /** Adds an attribute, without its {@code a=}. */
  void attribute(String line) throws SdpException {
    int colon = line.indexOf(':');
    if (colon < 0) {
      flag(line);
      return;
    }
    String value = line.substring(colon + 1).strip();
    switch (line.substring(0, colon)) {
      case "mid" -> mid = mid != null ? mid : mid(value);
      case "ice-ufrag" -> iceUfrag = first(iceUfrag, value, MAX_ICE_CHARS);
      case "ice-pwd" -> icePwd = first(icePwd, value, MAX_ICE_CHARS);
      case "setup" -> setup = setup != null ? setup : SetupRole.ofValue(value).orElse(null);
      case "fingerprint" -> fingerprint(value);
      case "extmap" -> extension(value);
      case "rtpmap" -> payloadTypes.map(value);
      case "fmtp" -> payloadTypes.parameters(value);
      case "rtcp-fb" -> payloadTypes.feedback(value);
      default -> {
        // Candidates are not needed: the viewer's address comes from its checks. The rest is
        // irrelevant.
      }
    }
  }

  private void flag(String name) {
    switch (name) {
      case "bundle-only" -> bundleOnly = true;
      case "rtcp-mux" -> rtcpMux = true;
      case "rtcp-mux-only" -> rtcpMuxOnly = true;
      case "rtcp-rsize" -> rtcpReducedSize = true;
      default ->
          direction = direction != null ? direction : Direction.ofAttribute(name).orElse(null);
    }
  }

  /** Without its mid a section would silently leave its bundle. */
  private static String mid(String value) throws SdpException {
    if (!SdpTokens.visible(value, MAX_MID_CHARS)) {
      throw new SdpException(
          "An a=mid of the offer is not 1 to %d visible characters.".formatted(MAX_MID_CHARS));
    }
    return value;
  }

  private static @Nullable String first(@Nullable String before, String value, int maxChars) {
    return before == null && SdpTokens.visible(value, maxChars) ? value : before;
  }

  private void fingerprint(String value) {
    if (fingerprints.size() < MAX_FINGERPRINTS) {
      Fingerprint.parse(value).ifPresent(fingerprints::add);
    }
  }

  /** Adds an {@code a=extmap}: {@code <id>[/<direction>] <uri> [<attributes>]}. */
  private void extension(String value) {
    List<String> words = SdpTokens.split(value);
    if (words.size() < 2 || extensions.size() == MAX_EXTENSIONS) {
      return;
    }
    String word = words.getFirst();
    int slash = word.indexOf('/');
    Direction way =
        slash < 0
            ? Direction.SENDRECV
            : Direction.ofAttribute(word.substring(slash + 1)).orElse(Direction.INACTIVE);
    int id = SdpTokens.number(beforeSlash(word), MAX_EXTENSION_ID);
    if (id > 0 && way.receives() && !taken(id)) {
      extensions.add(new ExtensionMapping(id, words.get(1)));
    }
  }

  private boolean taken(int extensionId) {
    for (ExtensionMapping extension : extensions) {
      if (extension.id() == extensionId) {
        return true;
      }
    }
    return false;
  }

  TransportAttributes transport() {
    return new TransportAttributes(iceUfrag, icePwd, setup, fingerprints);
  }

  MediaSection build(int index, SectionBuilder session) {
    Direction inherited = session.direction != null ? session.direction : Direction.SENDRECV;
    return new MediaSection(
        index,
        media,
        port,
        protocol,
        formats,
        mid,
        bundleOnly,
        direction != null ? direction : inherited,
        rtcpMux || rtcpMuxOnly || session.rtcpMux,
        rtcpMuxOnly,
        rtcpReducedSize,
        payloadTypes.build(formats),
        extensions,
        transport());
  }
}
