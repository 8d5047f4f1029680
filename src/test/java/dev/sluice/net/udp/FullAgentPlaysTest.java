package dev.sluice.net.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.rtc.answer.Candidate;
import dev.sluice.rtc.dtls.ViewerHandshake;
import dev.sluice.rtc.sdp.SdpOffer;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.testviewer.TestViewer;
import dev.sluice.testviewer.ViewerOffer;
import dev.sluice.viewer.session.SessionSettings;
import dev.sluice.viewer.session.SessionSettingsFixture;
import dev.sluice.viewer.session.Sessions;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A viewer with ice4j's full ICE agent, from the answer to video and audio. */
@Timeout(60)
class FullAgentPlaysTest {
  private static final int PORT_MIN = 20_000;
  private static final int PORT_MAX = 30_000;

  private InetSocketAddress address;
  private UdpServer server;
  private Sessions sessions;
  private Agent agent;

  @BeforeEach
  void start() throws Exception {
    // Otherwise it would query the network for its public address.
    System.setProperty("org.ice4j.ice.harvest.DISABLE_AWS_HARVESTER", "true");
    long nanos = TimeUnit.SECONDS.toNanos(30);
    SessionSettings settings =
        SessionSettingsFixture.of(3, Duration.ofNanos(nanos), Duration.ofNanos(nanos));
    server = UdpServer.open(UdpSettingsFixture.at(interfaceAddress(), 2));
    address = server.addresses().getFirst();
    sessions =
        Served.sessions(
            server,
            settings,
            new Candidate("1", 100, address.getAddress().getHostAddress(), address.getPort()));
    agent = new Agent();
    agent.setControlling(true);
  }

  @AfterEach
  void stop() {
    agent.free();
    server.close();
  }

  @Test
  void playsPictureAndSound() throws Exception {
    LiveStream live = new LiveStream(1 << 20);
    live.appendVideo(0, true, 100);
    ViewerHandshake handshake = new ViewerHandshake(Served.GCM_128);
    String offer =
        ViewerOffer.sdp(handshake.fingerprint(), agent.getLocalUfrag(), agent.getLocalPassword());
    String answer = sessions.create(live.stream, SdpOffer.parse(offer), System.nanoTime()).answer();
    Component component = establish(answer);
    try (TestViewer viewer = new TestViewer(address, component.getSocket(), handshake)) {
      viewer.secure();
      Set<Integer> payloadTypes = new TreeSet<>();
      for (int i = 1; i <= 100; i++) {
        live.appendVideo(i, false, 100);
        live.appendAudio(i);
        payloadTypes.add(viewer.nextRtp()[1] & 0x7F);
      }
      assertEquals(Set.of(96, 111), payloadTypes);
    }
  }

  private Component establish(String answer) throws Exception {
    CompletableFuture<IceProcessingState> end = new CompletableFuture<>();
    agent.addStateChangeListener(
        event -> {
          if (event.getNewValue() instanceof IceProcessingState state && state.isOver()) {
            end.complete(state);
          }
        });
    IceMediaStream stream = agent.createMediaStream("media");
    Component component = agent.createComponent(stream, PORT_MIN, PORT_MIN, PORT_MAX);
    stream.setRemoteUfrag(ViewerOffer.attribute(answer, "ice-ufrag"));
    stream.setRemotePassword(ViewerOffer.attribute(answer, "ice-pwd"));
    TransportAddress remote =
        new TransportAddress(address.getAddress(), address.getPort(), Transport.UDP);
    component.addRemoteCandidate(
        new RemoteCandidate(
            remote, component, CandidateType.HOST_CANDIDATE, "1", 2130706431L, null));
    agent.startConnectivityEstablishment();
    IceProcessingState state = end.get(30, TimeUnit.SECONDS);
    assertTrue(state.isEstablished(), state.toString());
    return component;
  }

  /** ice4j offers no loopback candidates, so the server uses an interface address. */
  private static String interfaceAddress() throws Exception {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress())
        .findFirst()
        .orElse(InetAddress.getLoopbackAddress())
        .getHostAddress();
  }
}
