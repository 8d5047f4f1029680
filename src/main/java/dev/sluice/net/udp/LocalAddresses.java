package dev.sluice.net.udp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The addresses of this machine that viewers can be told. */
final class LocalAddresses {
  private LocalAddresses() {}

  /**
   * The addresses to bind: those of {@code hosts} themselves, or for a wildcard every address of
   * every interface that is up. A socket for each, so that an answer leaves from the address that
   * was asked. Link-local ones are left out; loopback ones too, unless there is nothing else.
   *
   * @param hosts addresses or localhost
   * @throws IOException when one cannot be resolved or the interfaces cannot be listed
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
