package dev.sluice.rtc.sdp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A media section of an offer: one {@code m=} line and what follows it.
 *
 * @param index place in the offer, from 0
 * @param media such as {@code audio}, {@code video}, {@code application}
 * @param port 0..65535
 * @param protocol such as {@code UDP/TLS/RTP/SAVPF}
 * @param formats what follows the protocol in the {@code m=} line, at least one
 * @param mid null when not given
 * @param bundleOnly whether port 0 means "only within a bundle" (RFC 8843 section 6)
 * @param direction of the offerer, from the section or from above
 * @param rtcpMux whether RTCP may come on the port of RTP (RFC 5761)
 * @param rtcpMuxOnly whether it must (RFC 8858)
 * @param rtcpReducedSize whether RTCP need not be compound (RFC 5506)
 * @param payloadTypes in the order of the {@code m=} line
 * @param extensions that the offerer can receive
 * @param transport attributes of the section alone
 */
public record MediaSection(
    int index,
    String media,
    int port,
    String protocol,
    List<String> formats,
    @Nullable String mid,
    boolean bundleOnly,
    Direction direction,
    boolean rtcpMux,
    boolean rtcpMuxOnly,
    boolean rtcpReducedSize,
    List<PayloadType> payloadTypes,
    List<ExtensionMapping> extensions,
    TransportAttributes transport) {
  /** Copies the lists. */
  public MediaSection {
    formats = List.copyOf(formats);
    payloadTypes = List.copyOf(payloadTypes);
    extensions = List.copyOf(extensions);
  }

  /** Whether the offerer itself has switched it off. */
  public boolean disabled() {
    return port == 0 && !bundleOnly;
  }

  /** The id of the extension with that name, 0 when it is not offered. */
  public int extensionId(String uri) {
    for (ExtensionMapping extension : extensions) {
      if (extension.uri().equals(uri)) {
        return extension.id();
      }
    }
    return 0;
  }
}
