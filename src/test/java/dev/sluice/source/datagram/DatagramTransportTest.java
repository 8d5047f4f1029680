package dev.sluice.source.datagram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.FreePorts;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRun;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources by UDP on real sockets; {@code portable} is the socket of the Java library. */
class DatagramTransportTest {
  private static final String GROUP = "239.255.17.4";

  private static byte[] packets(int count, int seed) {
    byte[] packets = new byte[count * 188];
    new Random(seed).nextBytes(packets);
    for (int i = 0; i < packets.length; i += 188) {
      packets[i] = 0x47;
    }
    return packets;
  }

  private static void send(DatagramSocket from, String host, int port, byte[] data)
      throws IOException {
    from.send(new DatagramPacket(data, data.length, InetAddress.getByName(host), port));
  }

  /** Sends until something has arrived: nobody hears what is sent before the socket is bound. */
  private static void sendUntilHeard(
      TransportRun run, DatagramSocket from, String host, int port, byte[] data) throws Exception {
    while (run.inlet().events().isEmpty()) {
      send(from, host, port, data);
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void datagramsOfAnySizeArriveInOrder(boolean portable) throws Exception {
    int port = FreePorts.next();
    try (Transport transport =
            TransportRun.open(new DatagramSources(portable), "udp://127.0.0.1:" + port);
        TransportRun run = new TransportRun(transport);
        DatagramSocket sender = new DatagramSocket()) {
      byte[] first = packets(1, 0);
      sendUntilHeard(run, sender, "127.0.0.1", port, first);
      byte[] all = packets(2000, 1);
      int at = 0;
      for (int size = 1; at < all.length; size = Math.min(60_000, 2 * size + 1)) {
        send(
            sender,
            "127.0.0.1",
            port,
            Arrays.copyOfRange(all, at, Math.min(all.length, at + size)));
        at += size;
      }
      run.inlet()
          .await(
              inlet ->
                  inlet.bytes().length >= all.length + first.length
                      && inlet.bytes().length % 188 == 0);
      byte[] heard = run.inlet().bytes();
      assertArrayEquals(all, Arrays.copyOfRange(heard, heard.length - all.length, heard.length));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theNextSenderIsPlayedFromItsFirstDatagramOn(boolean portable) throws Exception {
    int port = FreePorts.next();
    DatagramSources family = new DatagramSources(portable);
    try (Transport transport = TransportRun.open(family, "udp://:" + port);
        DatagramSocket first = new DatagramSocket();
        DatagramSocket second = new DatagramSocket()) {
      try (TransportRun run = new TransportRun(transport)) {
        sendUntilHeard(run, first, "127.0.0.1", port, packets(7, 1));
        while (family.counters().get(DatagramCounter.NEW_SENDER) == 0) {
          send(second, "127.0.0.1", port, packets(7, 2));
          Thread.onSpinWait();
        }
        assertEquals(Transport.Ended.NEXT_PEER, run.ended());
      }
      try (TransportRun run = new TransportRun(transport)) {
        run.inlet().await(inlet -> inlet.bytes().length > 0);
        assertArrayEquals(packets(7, 2), Arrays.copyOf(run.inlet().bytes(), 7 * 188));
      }
      assertTrue(family.counters().get(DatagramCounter.OTHER_SENDER) > 0);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itBelongsToNobodyElse(boolean portable) throws Exception {
    try (DatagramSocket other = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
        Transport transport =
            TransportRun.open(
                new DatagramSources(portable), "udp://127.0.0.1:" + other.getLocalPort());
        TransportRun run = new TransportRun(transport)) {
      assertEquals(
          "UDP port %d is in use by another program or stream.".formatted(other.getLocalPort()),
          run.failure());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aHostMustBeOfThisMachine(boolean portable) throws Exception {
    try (Transport transport =
            TransportRun.open(new DatagramSources(portable), "udp://192.0.2.1:5000");
        TransportRun run = new TransportRun(transport)) {
      assertTrue(run.failure().startsWith("192.0.2.1 is no address of this machine."));
    }
  }

  @Test
  void addressesWithoutSenseAreRefused() {
    for (String address :
        new String[] {"udp://127.0.0.1", "udp://:5000/path", "udp://:5000?sauce=1", "udp:5000"}) {
      AddressException refused =
          assertThrows(
              AddressException.class, () -> TransportRun.open(new DatagramSources(), address));
      assertTrue(String.valueOf(refused.getMessage()).endsWith("."), refused::getMessage);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void onlyWantedSendersAreHeard(boolean portable) throws Exception {
    int port = FreePorts.next();
    DatagramSources family = new DatagramSources(portable);
    try (Transport transport = TransportRun.open(family, "udp://:" + port + "?source=127.0.0.2");
        TransportRun run = new TransportRun(transport);
        DatagramSocket other = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
        DatagramSocket wanted = new DatagramSocket(new InetSocketAddress("127.0.0.2", 0))) {
      while (family.counters().get(DatagramCounter.OTHER_SENDER) == 0) {
        send(other, "127.0.0.1", port, packets(7, 2));
        Thread.onSpinWait();
      }
      sendUntilHeard(run, wanted, "127.0.0.1", port, packets(7, 1));
      run.inlet().await(inlet -> inlet.bytes().length > 0);
      assertArrayEquals(packets(7, 1), Arrays.copyOf(run.inlet().bytes(), 7 * 188));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aGroupIsReceivedFromItsSourceOnly(boolean portable) throws Exception {
    receiveGroup(portable, "udp://@%s:%%d?interface=lo&source=127.0.0.1".formatted(GROUP));
    receiveGroup(portable, "udp://127.0.0.1@%s:%%d?interface=127.0.0.1".formatted(GROUP));
    receiveGroup(portable, "rtp+ts://@%s:%%d?interface=lo".formatted(GROUP));
  }

  private static void receiveGroup(boolean portable, String address) throws Exception {
    NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
    int port = FreePorts.next();
    try (Transport transport =
            TransportRun.open(new DatagramSources(portable), address.formatted(port));
        TransportRun run = new TransportRun(transport);
        DatagramSocket sender = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
      sender.setOption(StandardSocketOptions.IP_MULTICAST_IF, loopback);
      byte[] payload = packets(7, 3);
      byte[] datagram = payload;
      if (address.startsWith("rtp")) {
        datagram = new byte[12 + payload.length];
        datagram[0] = (byte) 0x80;
        System.arraycopy(payload, 0, datagram, 12, payload.length);
      }
      sendUntilHeard(run, sender, GROUP, port, datagram);
      run.inlet().await(inlet -> inlet.bytes().length > 0);
      assertArrayEquals(payload, Arrays.copyOf(run.inlet().bytes(), payload.length));
    }
  }

  @Test
  void aFloodIsCountedWhereItIsDropped() throws Exception {
    assumeTrue(Epoll.isAvailable(), "only Linux counts");
    int port = FreePorts.next();
    DatagramSources family = new DatagramSources();
    try (Transport transport = TransportRun.open(family, "udp://127.0.0.1:" + port);
        DatagramSocket sender = new DatagramSocket()) {
      try (TransportRun run = new TransportRun(transport)) {
        sendUntilHeard(run, sender, "127.0.0.1", port, packets(7, 1));
      }
      // Nobody reads now: more than the receive buffer holds.
      byte[] large = packets(300, 2);
      for (int i = 0; i < 400; i++) {
        send(sender, "127.0.0.1", port, large);
      }
      try (TransportRun run = new TransportRun(transport)) {
        while (family.counters().get(DatagramCounter.KERNEL_DROPS) == 0) {
          send(sender, "127.0.0.1", port, packets(7, 1));
          Thread.onSpinWait();
        }
        run.inlet().await(inlet -> inlet.events().stream().anyMatch(e -> e.startsWith("lost")));
      }
    }
  }
}
