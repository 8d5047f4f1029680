package dev.sluice.source.datagram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRun;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Multicast groups of IPv6, with any source and with one (RFC 3306). The groups have the scope of
 * the interface, so that no datagram leaves this machine. {@code portable} is the socket of the
 * Java library.
 */
@Timeout(60)
class Ipv6GroupTest {
  private static final String ANY_SOURCE_GROUP = "ff01::17:4";
  private static final String ONE_SOURCE_GROUP = "ff31::17:4";

  private static final int PAYLOAD_BYTES = 7 * 188;
  private static final int HEARD = 50;

  private NetworkInterface at;
  private Inet6Address own;
  private int port;

  @BeforeEach
  void findInterface() throws IOException {
    own = groupAddress().orElseThrow();
    at = NetworkInterface.getByInetAddress(own);
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("::", 0))) {
      port = socket.getLocalPort();
    }
  }

  /** Kinds of sources and of sockets; none on a machine without an interface for groups of IPv6. */
  static Stream<Arguments> kinds() throws IOException {
    return groupAddress().stream()
        .flatMap(
            here ->
                Stream.of("udp", "rtp+ts")
                    .flatMap(
                        scheme -> Stream.of(arguments(scheme, false), arguments(scheme, true))));
  }

  /** An address at which groups can be joined; global ones come first. */
  private static Optional<Inet6Address> groupAddress() throws IOException {
    return NetworkInterface.networkInterfaces()
        .filter(Ipv6GroupTest::takesGroups)
        .flatMap(NetworkInterface::inetAddresses)
        .filter(Inet6Address.class::isInstance)
        .map(Inet6Address.class::cast)
        .min(Comparator.comparing(Inet6Address::isLinkLocalAddress));
  }

  private static boolean takesGroups(NetworkInterface each) {
    try {
      return each.isUp() && each.supportsMulticast() && !each.isLoopback();
    } catch (IOException e) {
      return false;
    }
  }

  private static byte[] payload() {
    byte[] packets = new byte[PAYLOAD_BYTES];
    new Random(6).nextBytes(packets);
    for (int i = 0; i < packets.length; i += 188) {
      packets[i] = 0x47;
    }
    return packets;
  }

  private static byte[] datagram(String scheme, byte[] payload) {
    if (scheme.equals("udp")) {
      return payload;
    }
    byte[] datagram = new byte[12 + payload.length];
    datagram[0] = (byte) 0x80;
    System.arraycopy(payload, 0, datagram, 12, payload.length);
    return datagram;
  }

  private Transport open(boolean portable, String address) throws Exception {
    return TransportRun.open(new DatagramSources(portable), address);
  }

  private String address(String scheme, String group, String source) {
    // A percent sign before the interface of a link-local address is written as %25.
    return "%s://@[%s]:%d?interface=%s%s"
        .formatted(scheme, group, port, at.getName(), source.replace("%", "%25"));
  }

  /**
   * Sends to a group until that many payloads were heard: nobody hears any before the socket is
   * bound.
   */
  private void sendUntilHeard(TransportRun run, String group, byte[] datagram, int times)
      throws Exception {
    try (DatagramSocket sender = new DatagramSocket(new InetSocketAddress(own, 0))) {
      sender.setOption(StandardSocketOptions.IP_MULTICAST_IF, at);
      InetAddress to = InetAddress.getByName(group);
      while (run.inlet().bytes().length < times * PAYLOAD_BYTES) {
        sender.send(new DatagramPacket(datagram, datagram.length, to, port));
        Thread.onSpinWait();
      }
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("kinds")
  void aGroupIsReceivedFromAnySource(String scheme, boolean portable) throws Exception {
    byte[] payload = payload();
    try (Transport transport = open(portable, address(scheme, ANY_SOURCE_GROUP, ""));
        TransportRun run = new TransportRun(transport)) {
      sendUntilHeard(run, ANY_SOURCE_GROUP, datagram(scheme, payload), 1);
      assertArrayEquals(payload, Arrays.copyOf(run.inlet().bytes(), payload.length));
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("kinds")
  void aGroupIsReceivedFromItsSourceOnly(String scheme, boolean portable) throws Exception {
    byte[] payload = payload();
    String wanted = address(scheme, ONE_SOURCE_GROUP, "&source=" + own.getHostAddress());
    String another = address(scheme, ONE_SOURCE_GROUP, "&source=2001:db8::17");
    try (Transport deaf = open(portable, another);
        TransportRun nothing = new TransportRun(deaf);
        Transport transport = open(portable, wanted);
        TransportRun run = new TransportRun(transport)) {
      sendUntilHeard(
          run, ONE_SOURCE_GROUP, datagram(scheme, payload), scheme.equals("udp") ? HEARD : 1);
      assertArrayEquals(payload, Arrays.copyOf(run.inlet().bytes(), payload.length));
      assertEquals(List.of(), nothing.inlet().events());
    }
  }
}
