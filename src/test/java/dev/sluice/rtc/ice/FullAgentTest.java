package dev.sluice.rtc.ice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.ice.Agent;
import org.ice4j.ice.CandidateType;
import org.ice4j.ice.Component;
import org.ice4j.ice.IceMediaStream;
import org.ice4j.ice.IceProcessingState;
import org.ice4j.ice.RemoteCandidate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The lite agent with ice4j's full agent, over real sockets. */
@Timeout(60)
class FullAgentTest {
  private static final int PORT_MIN = 20_000;
  private static final int PORT_MAX = 30_000;

  @Test
  void aFullAgentConnectsAndNominates() throws Exception {
    IceCredentials local = IceCredentials.random(new SecureRandom());
    // Otherwise it would query the network for its public address.
    System.setProperty("org.ice4j.ice.harvest.DISABLE_AWS_HARVESTER", "true");
    Agent full = new Agent();
    full.setControlling(true);
    IceCredentials remote = new IceCredentials(full.getLocalUfrag(), full.getLocalPassword());
    IceLiteAgent lite = new IceLiteAgent(local, remote, 0, 30_000_000_000L);
    try (DatagramSocket socket = new DatagramSocket(0, anyAddress())) {
      Thread server = Thread.ofVirtual().start(() -> serve(socket, lite));
      try {
        connect(full, local, (InetSocketAddress) socket.getLocalSocketAddress());
      } finally {
        full.free();
        socket.close();
        server.join();
      }
    }
    assertTrue(lite.isValidated(lite.selected()));
  }

  private static void connect(Agent full, IceCredentials local, InetSocketAddress server)
      throws Exception {
    CompletableFuture<IceProcessingState> end = new CompletableFuture<>();
    full.addStateChangeListener(
        event -> {
          if (event.getNewValue() instanceof IceProcessingState state && state.isOver()) {
            end.complete(state);
          }
        });
    IceMediaStream stream = full.createMediaStream("media");
    Component component = full.createComponent(stream, PORT_MIN, PORT_MIN, PORT_MAX);
    stream.setRemoteUfrag(local.ufrag());
    stream.setRemotePassword(local.password());
    TransportAddress address =
        new TransportAddress(server.getAddress(), server.getPort(), Transport.UDP);
    component.addRemoteCandidate(
        new RemoteCandidate(
            address, component, CandidateType.HOST_CANDIDATE, "1", 2130706431L, null));
    full.startConnectivityEstablishment();
    IceProcessingState state = end.get(30, TimeUnit.SECONDS);
    assertTrue(state.isEstablished(), state.toString());
    assertEquals(address, component.getSelectedPair().getRemoteCandidate().getTransportAddress());
  }

  private static void serve(DatagramSocket socket, IceLiteAgent lite) {
    DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
    try {
      while (true) {
        packet.setLength(1500);
        socket.receive(packet);
        InetSocketAddress from = (InetSocketAddress) packet.getSocketAddress();
        IceOutcome outcome =
            lite.onDatagram(packet.getData(), 0, packet.getLength(), from, System.nanoTime());
        byte[] response = outcome.response();
        if (response != null) {
          socket.send(new DatagramPacket(response, response.length, from));
        }
      }
    } catch (SocketException e) {
      // Closed: the test is over.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** ice4j offers no loopback candidates, so the server uses an interface address. */
  private static InetAddress anyAddress() throws Exception {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address)
        .filter(address -> !address.isLoopbackAddress())
        .findFirst()
        .orElse(InetAddress.getLoopbackAddress());
  }
}
