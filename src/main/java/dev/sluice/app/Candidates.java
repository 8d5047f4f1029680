package dev.sluice.app;

import dev.sluice.sdp.Candidate;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The ICE candidates that viewers are told (RFC 8445 section 5.1.2). */
final class Candidates {
  private static final int HOST_TYPE_PREFERENCE = 126;
  private static final int COMPONENT_RTP = 1;

  private Candidates() {}

  /**
   * Configured public addresses first, then the bound ones, IPv4 before IPv6 as fewer networks
   * break it.
   *
   * @param bound where the UDP server listens, all at one port
   */
  static List<Candidate> of(List<InetSocketAddress> bound, List<String> publicAddresses) {
    int port = bound.getFirst().getPort();
    List<String> addresses = new ArrayList<>(publicAddresses);
    for (boolean ipv6 : new boolean[] {false, true}) {
      bound.stream()
          .map(InetSocketAddress::getAddress)
          .filter(address -> address instanceof Inet6Address == ipv6)
          .map(address -> withoutScope(address.getHostAddress()))
          .filter(address -> !addresses.contains(address))
          .forEach(addresses::add);
    }
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      int localPreference = 65_535 - i;
      int priority = HOST_TYPE_PREFERENCE << 24 | localPreference << 8 | 256 - COMPONENT_RTP;
      candidates.add(new Candidate(Integer.toString(i + 1), priority, addresses.get(i), port));
    }
    return candidates;
  }

  private static String withoutScope(String address) {
    int scope = address.indexOf('%');
    return scope < 0 ? address : address.substring(0, scope);
  }
}
