package dev.sluice.net.http;

import dev.sluice.net.address.AddressBlock;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The addresses of clients behind reverse proxies. Trusted proxies forward them in {@code
 * X-Forwarded-For} or {@code Forwarded} (RFC 7239); from any other peer these headers are ignored.
 */
public final class ClientAddresses {
  private static final HeaderName X_FORWARDED_FOR = HeaderNames.create("X-Forwarded-For");
  private static final int MAX_HOPS = 20;

  private final List<AddressBlock> trustedProxies;

  /**
   * @param trustedProxies proxies whose headers are used
   */
  public ClientAddresses(List<AddressBlock> trustedProxies) {
    this.trustedProxies = List.copyOf(trustedProxies);
  }

  /** The address of the client, or of the farthest hop that is known. */
  public InetAddress of(ServerRequest request) {
    InetAddress peer = ((InetSocketAddress) request.remotePeer().address()).getAddress();
    return isTrusted(peer) ? beyond(peer, hops(request)) : peer;
  }

  /** Whether the peer of the connection is a trusted proxy. */
  public boolean isProxied(ServerRequest request) {
    return isTrusted(((InetSocketAddress) request.remotePeer().address()).getAddress());
  }

  /** Each proxy appends the address of its peer. The last untrusted address is the client. */
  private InetAddress beyond(InetAddress peer, List<String> hops) {
    InetAddress known = peer;
    for (String hop : hops.reversed()) {
      Optional<InetAddress> address = literal(hop);
      if (address.isEmpty()) {
        return known;
      }
      known = address.get();
      if (!isTrusted(known)) {
        return known;
      }
    }
    return known;
  }

  private boolean isTrusted(InetAddress address) {
    return AddressBlock.anyContains(trustedProxies, address);
  }

  private static List<String> hops(ServerRequest request) {
    List<String> hops = list(request, X_FORWARDED_FOR, ",");
    if (hops.isEmpty()) {
      for (String part : list(request, HeaderNames.FORWARDED, "[,;]")) {
        if (part.regionMatches(true, 0, "for=", 0, 4)) {
          hops.add(part.substring(4));
        }
      }
    }
    return hops.subList(Math.max(0, hops.size() - MAX_HOPS), hops.size());
  }

  private static List<String> list(ServerRequest request, HeaderName name, String separator) {
    List<String> parts = new ArrayList<>();
    if (request.headers().contains(name)) {
      for (String value : request.headers().values(name)) {
        Arrays.stream(value.split(separator, -1))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .forEach(parts::add);
      }
    }
    return parts;
  }

  /** Reads {@code 192.0.2.1}, {@code 192.0.2.1:4711}, {@code "[2001:db8::1]:4711"} and the like. */
  private static Optional<InetAddress> literal(String hop) {
    String bare = hop.replace("\"", "");
    int bracket = bare.indexOf(']');
    if (bare.startsWith("[") && bracket > 0) {
      bare = bare.substring(1, bracket);
    } else if (bare.indexOf(':') == bare.lastIndexOf(':')) {
      bare = bare.replaceFirst(":.*$", "");
    }
    try {
      return Optional.of(InetAddress.ofLiteral(bare));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
