package dev.sluice.net.udp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Chooses the local addresses to listen on. */
final class LocalAddresses {
  private LocalAddresses() {}

  /**
   * The addresses to bind: each of {@code hosts}, where a wildcard stands for every address of
   * every interface that is up. Each address gets its own sockets, so that a response leaves from
   * the address of the request. For a wildcard, link-local addresses are left out, and loopback
   * addresses if there are others.
   *
   * @param hosts addresses or localhost
   * @throws IOException if a host cannot be resolved, or the interfaces cannot be listed
   */
  static List<InetAddress> toBind(List<String> hosts) throws IOException {
    Set<InetAddress> addresses = new LinkedHashSet<>();
    for (String host : hosts) {
      InetAddress address = InetAddress.getByName(host);
      if (address.isAnyLocalAddress()) {
        addresses.addAll(ofInterfaces());
      } else {
        addresses.add(address);
      }
    }
    return List.copyOf(addresses);
  }

  private static List<InetAddress> ofInterfaces() throws IOException {
    List<InetAddress> global = new ArrayList<>();
    List<InetAddress> loopback = new ArrayList<>();
    for (NetworkInterface networkInterface :
        NetworkInterface.networkInterfaces().filter(LocalAddresses::isUp).toList()) {
      networkInterface
          .inetAddresses()
          .filter(candidate -> !candidate.isLinkLocalAddress())
          .forEach(candidate -> (candidate.isLoopbackAddress() ? loopback : global).add(candidate));
    }
    return global.isEmpty() ? loopback : global;
  }

  private static boolean isUp(NetworkInterface networkInterface) {
    try {
      return networkInterface.isUp();
    } catch (IOException e) {
      return false;
    }
  }
}
