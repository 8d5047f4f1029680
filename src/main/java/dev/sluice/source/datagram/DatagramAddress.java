package dev.sluice.source.datagram;

import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.SourceAddress;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where datagrams are received: a port of a local address or of a multicast group.
 *
 * @param host local address or group; empty for all local addresses
 * @param senders the only hosts whose datagrams are wanted; empty for any
 * @param networkInterface by its name or an address of it; empty for the kernel's choice
 * @param rtp whether every datagram has an RTP header; else the first one shows it
 */
record DatagramAddress(
    String host, int port, List<String> senders, Optional<String> networkInterface, boolean rtp) {
  /** Datagrams with or without an RTP header. */
  static final String UDP = "udp";

  /** Datagrams with an RTP header. */
  static final String RTP = "rtp+ts";

  private static final String SOURCE = "source";
  private static final String INTERFACE = "interface";

  /**
   * Reads {@code udp://HOST:PORT}, {@code udp://@GROUP:PORT?source=…&interface=…}, and the same
   * with {@code rtp+ts}. A sender may also stand before the {@code @}.
   */
  static DatagramAddress of(SourceAddress address) throws AddressException {
    address.requireOptions(Set.of(SOURCE, INTERFACE));
    if (address.port() < 0) {
      throw new AddressException(
          "The address lacks the port to receive at, as in %s://:5000."
              .formatted(address.scheme()));
    }
    if (!address.path().isEmpty() && !address.path().equals("/")) {
      throw new AddressException("An address by UDP has no path behind the port.");
    }
    List<String> senders = new ArrayList<>();
    if (!address.userInfo().isEmpty()) {
      senders.add(address.userInfo());
    }
    for (String sender : address.option(SOURCE).orElse("").split(",", -1)) {
      if (!sender.isBlank()) {
        senders.add(sender.strip());
      }
    }
    return new DatagramAddress(
        address.host(),
        address.port(),
        List.copyOf(senders),
        address.option(INTERFACE).filter(name -> !name.isBlank()),
        address.scheme().equals(RTP));
  }

  /** Whether it is the number of a group, which several sockets can receive. */
  boolean isGroup() {
    try {
      return InetAddress.ofLiteral(host).isMulticastAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The local address or the group; null for all local addresses. */
  @Nullable InetAddress resolvedHost() throws IOException {
    if (host.isEmpty()) {
      return null;
    }
    InetAddress address = resolve(host);
    NetworkInterface at = address.isMulticastAddress() ? resolvedInterface(address) : null;
    // A group of a link, such as ff02::17, is bound at one interface only.
    return address instanceof Inet6Address && at != null
        ? Inet6Address.getByAddress(null, address.getAddress(), at)
        : address;
  }

  /** The addresses of the wanted senders. */
  List<InetAddress> resolvedSenders() throws IOException {
    List<InetAddress> all = new ArrayList<>();
    for (String sender : senders) {
      all.add(resolve(sender));
    }
    return all;
  }

  private static InetAddress resolve(String name) throws IOException {
    try {
      return InetAddress.getByName(name);
    } catch (UnknownHostException e) {
      throw new IOException("The host %s of the address is not known.".formatted(name), e);
    }
  }

  /** The interface to join a group at; null for the kernel's choice. */
  @Nullable NetworkInterface resolvedInterface(InetAddress group) throws IOException {
    if (networkInterface.isEmpty()) {
      return group instanceof Inet6Address scoped ? scoped.getScopedInterface() : null;
    }
    String name = networkInterface.get();
    NetworkInterface found = byName(name);
    if (found == null) {
      throw new IOException("This machine has no network interface %s.".formatted(name));
    }
    return found;
  }

  private static @Nullable NetworkInterface byName(String name) throws IOException {
    try {
      NetworkInterface named = NetworkInterface.getByName(name);
      boolean address = name.contains(".") || name.contains(":");
      return named != null || !address
          ? named
          : NetworkInterface.getByInetAddress(InetAddress.getByName(name));
    } catch (SocketException | UnknownHostException e) {
      return null;
    }
  }
}
