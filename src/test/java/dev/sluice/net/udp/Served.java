package dev.sluice.net.udp;

import dev.sluice.base.tasks.Faults;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.net.address.ConnectionShares;
import dev.sluice.net.address.LimitKeys;
import dev.sluice.rtc.answer.Candidate;
import dev.sluice.rtc.dtls.DtlsIdentity;
import dev.sluice.rtc.sdp.SdpOffer;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.testviewer.TestViewer;
import dev.sluice.viewer.negotiate.SessionNegotiator;
import dev.sluice.viewer.session.CreatedSession;
import dev.sluice.viewer.session.SessionSettings;
import dev.sluice.viewer.session.Sessions;
import java.security.SecureRandom;
import java.util.List;

/** Sessions on a UDP server, for viewers on real sockets. */
final class Served {
  static final int GCM_128 = 7;

  private Served() {}

  /** Starts to serve sessions; their answers have a single candidate. */
  static Sessions sessions(UdpServer server, SessionSettings settings, Candidate candidate) {
    return sessions(
        server,
        settings,
        candidate,
        new ConnectionShares("for media", 0, new LimitKeys(List.of())));
  }

  /** Starts to serve sessions, also over TCP. */
  static Sessions sessions(
      UdpServer server, SessionSettings settings, Candidate candidate, ConnectionShares tcp) {
    Sessions sessions =
        new Sessions(
            settings,
            new SessionNegotiator(
                settings.negotiation,
                DtlsIdentity.generate(new SecureRandom()),
                List.of(candidate),
                new SecureRandom()),
            Thread.ofVirtual().factory());
    server.serve(sessions, new PeriodicTasks(new Faults(System::nanoTime), System::nanoTime), tcp);
    return sessions;
  }

  /** Starts to serve sessions for viewers on this machine. */
  static Sessions sessions(UdpServer server, SessionSettings settings) {
    int port = server.addresses().getFirst().getPort();
    return sessions(server, settings, new Candidate("1", 100, "127.0.0.1", port));
  }

  /** Answers a viewer's offer; the viewer connects later. */
  static CreatedSession answer(Sessions sessions, LiveStream live, TestViewer viewer)
      throws Exception {
    CreatedSession created =
        sessions.create(live.stream, SdpOffer.parse(viewer.offer()), System.nanoTime());
    viewer.answer(created.answer());
    return created;
  }
}
