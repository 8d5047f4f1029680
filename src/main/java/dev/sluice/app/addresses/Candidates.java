package dev.sluice.app.addresses;

import dev.sluice.rtc.answer.Candidate;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The ICE candidates of an answer (RFC 8445 section 5.1.2). */
final class Candidates {
  private static final int HOST_TYPE_PREFERENCE = 126;
  private static final int COMPONENT_RTP = 1;
  private static final int MOST = 16;
  // RFC 6544 section 4.2: a type preference below that of UDP, and direction 4 for passive.
  private static final int TCP_TYPE_PREFERENCE = 90;
  private static final int PASSIVE = 4 << 13;

  private Candidates() {}

  /**
   * Lists public addresses first, then bound ones. IPv4 comes before IPv6, because fewer networks
   * break it. Each address appears once.
   *
   * @param bound addresses of the UDP server, all with one port
   * @param publicAddresses best first; the list is cut after {@value #MOST} candidates
   * @param tcp whether to add passive TCP candidates with the same port number, at the end
   */
  static List<Candidate> of(
      List<InetSocketAddress> bound, List<InetAddress> publicAddresses, boolean tcp) {
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
    for (String address : addresses.stream().limit(MOST).toList()) {
      int priority = priority(HOST_TYPE_PREFERENCE, 65_535 - candidates.size());
      candidates.add(new Candidate(foundation(candidates), priority, address, port));
    }
    if (tcp) {
      for (Candidate udp : List.copyOf(candidates)) {
        int priority = priority(TCP_TYPE_PREFERENCE, PASSIVE + 8_191 - candidates.size());
        candidates.add(new Candidate(foundation(candidates), true, priority, udp.address(), port));
      }
    }
    return List.copyOf(candidates);
  }

  private static String foundation(List<Candidate> before) {
    return Integer.toString(before.size() + 1);
  }

  private static int priority(int typePreference, int localPreference) {
    return typePreference << 24 | localPreference << 8 | 256 - COMPONENT_RTP;
  }

  private static String text(InetAddress address) {
    String text = address.getHostAddress();
    int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }
}
