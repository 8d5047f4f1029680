package dev.sluice.rtc.sdp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A media section of an offer: an {@code m=} line and its attributes.
 *
 * @param index position in the offer, from 0
 * @param media such as {@code audio}, {@code video}, {@code application}
 * @param port 0..65535
 * @param protocol such as {@code UDP/TLS/RTP/SAVPF}
 * @param formats of the {@code m=} line, at least one
 * @param mid null if not given
 * @param bundleOnly whether port 0 means "only within a bundle" (RFC 8843 section 6)
 * @param direction from the section or the session level
 * @param rtcpMux whether RTCP may share the port of RTP (RFC 5761)
 * @param rtcpMuxOnly whether RTCP must share it (RFC 8858)
 * @param rtcpReducedSize whether RTCP need not be compound (RFC 5506)
 * @param payloadTypes in the order of the {@code m=} line
 * @param extensions header extensions that the offerer can receive
 * @param transport attributes of this section, without those of the session level
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

  /** Whether the offerer rejected the section itself. */
  public boolean disabled() {
    return port == 0 && !bundleOnly;
  }

  /** The id of the header extension with that URI, 0 if it is not offered. */
  public int extensionId(String uri) {
    for (ExtensionMapping extension : extensions) {
      if (extension.uri().equals(uri)) {
        return extension.id();
      }
    }
    return 0;
  }
}
