package dev.sluice.app;

import dev.sluice.sdp.Candidate;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The ICE candidates that viewers are told (RFC 8445 section 5.1.2). */
final class Candidates {
  private static final int HOST_TYPE_PREFERENCE = 126;
  private static final int COMPONENT_RTP = 1;
  private static final int MOST = 32;

  private Candidates() {}

  /**
   * Public addresses first, then the bound ones, IPv4 before IPv6 as fewer networks break it; each
   * address once.
   *
   * @param bound where the UDP server listens, all at one port
   * @param publicAddresses best first; more than fit into an answer are left out
   */
  static List<Candidate> of(List<InetSocketAddress> bound, List<InetAddress> publicAddresses) {
    Set<String> addresses = new LinkedHashSet<>();
    publicAddresses.forEach(address -> addresses.add(text(address)));
    for (boolean ipv6 : new boolean[] {false, true}) {
      bound.stream()
          .map(InetSocketAddress::getAddress)
          .filter(address -> address instanceof Inet6Address == ipv6)
          .forEach(address -> addresses.add(text(address)));
    }
    int port = bound.getFirst().getPort();
    List<Candidate> candidates = new ArrayList<>();
    addresses.stream()
        .limit(MOST)
        .forEach(address -> candidates.add(candidate(candidates.size(), address, port)));
    return List.copyOf(candidates);
  }

  private static Candidate candidate(int number, String address, int port) {
    int localPreference = 65_535 - number;
    int priority = HOST_TYPE_PREFERENCE << 24 | localPreference << 8 | 256 - COMPONENT_RTP;
    return new Candidate(Integer.toString(number + 1), priority, address, port);
  }

  private static String text(InetAddress address) {
    String text = address.getHostAddress();
    int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }
}
