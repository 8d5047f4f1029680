package dev.sluice.app.addresses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.tasks.Faults;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.rtc.answer.Candidate;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ReachableAddressesTest {
  private final PeriodicTasks tasks =
      new PeriodicTasks(new Faults(System::nanoTime), System::nanoTime);

  private static final List<InetSocketAddress> BOUND =
      List.of(new InetSocketAddress("127.0.0.1", 8190), new InetSocketAddress("::1", 8190));

  private static AddressSettings configured(List<String> publicAddresses) {
    return GivenSettings.of(AddressSettings::new, Map.of("udp.publicAddresses", publicAddresses));
  }

  private static AddressSettings discovered(List<String> servers) {
    return GivenSettings.of(AddressSettings::new, Map.of("udp.discover", servers));
  }

  private static List<String> told(ReachableAddresses addresses) {
    return addresses.get().stream().map(Candidate::address).toList();
  }

  @Test
  void publicOnesComeFirstAndEachOnce() {
    List<String> configured = List.of("203.0.113.7", "2001:db8::1", "203.0.113.7", "127.0.0.1");
    try (ReachableAddresses addresses =
        new ReachableAddresses(BOUND, configured(configured), tasks)) {
      assertEquals(
          List.of("203.0.113.7", "2001:db8:0:0:0:0:0:1", "127.0.0.1", "0:0:0:0:0:0:0:1"),
          told(addresses));
      List<Integer> priorities = addresses.get().stream().map(Candidate::priority).toList();
      assertEquals(priorities.stream().sorted((a, b) -> b - a).distinct().toList(), priorities);
      assertTrue(addresses.get().stream().allMatch(one -> one.port() == 8190));
    }
  }

  @Test
  void aPairCountsWhereItsLocalAddressIsBound() {
    List<String> configured = List.of("127.0.0.1/203.0.113.7", "10.9.9.9/203.0.113.8");
    try (ReachableAddresses addresses =
        new ReachableAddresses(BOUND, configured(configured), tasks)) {
      assertEquals(List.of("203.0.113.7", "127.0.0.1", "0:0:0:0:0:0:0:1"), told(addresses));
    }
  }

  @Test
  void hostNamesAreResolvedInTheBackground() {
    List<InetSocketAddress> bound = List.of(new InetSocketAddress("127.0.0.9", 8190));
    try (ReachableAddresses addresses =
        new ReachableAddresses(bound, configured(List.of("localhost")), tasks)) {
      while (!told(addresses).contains("127.0.0.1")) {
        Thread.onSpinWait();
      }
      assertEquals("127.0.0.9", told(addresses).getLast());
    }
  }

  @Test
  void aStunServerTellsTheAddress() throws IOException {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answer(server));
      String asked = "127.0.0.1:" + server.getLocalPort();
      try (ReachableAddresses addresses =
          new ReachableAddresses(BOUND, discovered(List.of(asked)), tasks)) {
        while (!told(addresses).contains("203.0.113.99")) {
          Thread.onSpinWait();
        }
        assertEquals("203.0.113.99", told(addresses).getFirst());
        assertEquals(8190, addresses.get().getFirst().port(), "the port is that of media");
      }
    }
  }

  @Test
  void aSilentStunServerHoldsNothingUp() throws IOException {
    try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      long begun = System.nanoTime();
      List<String> asked = List.of("127.0.0.1:" + silent.getLocalPort());
      try (ReachableAddresses addresses = new ReachableAddresses(BOUND, discovered(asked), tasks)) {
        assertEquals(2, addresses.get().size());
      }
      assertTrue(System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(2));
    }
  }

  /** XOR-MAPPED-ADDRESS of 203.0.113.99:4000 (RFC 8489 section 14.2) to every request. */
  private static void answer(DatagramSocket server) {
    try {
      while (true) {
        DatagramPacket request = new DatagramPacket(new byte[1500], 1500);
        server.receive(request);
        ByteBuffer response = ByteBuffer.allocate(32);
        response.putShort((short) 0x0101).putShort((short) 12);
        response.put(request.getData(), 4, 16);
        response.putShort((short) 0x0020).putShort((short) 8).putShort((short) 1);
        response.putShort((short) (4000 ^ 0x2112)).putInt(0xCB007163 ^ 0x2112A442);
        server.send(new DatagramPacket(response.array(), 32, request.getSocketAddress()));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }
}
