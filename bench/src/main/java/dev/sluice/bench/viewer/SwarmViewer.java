package dev.sluice.bench.viewer;

import dev.sluice.bench.net.Reactor;
import dev.sluice.bench.net.UdpSocket;
import dev.sluice.bench.stream.Schedule;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.jspecify.annotations.Nullable;

/** One viewer: it connects on a virtual thread; all later work is on the reactor's thread. */
final class SwarmViewer {
  private static final int CHECK_ATTEMPTS = 50;
  private static final long CHECK_RESEND_MILLIS = 100;
  private static final long CHECK_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long REPORT_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long FEEDBACK_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Swarm swarm;
  private final UdpSocket socket;
  private final DtlsWire wire;
  private final JoinTimes times = new JoinTimes();
  private final @Nullable TransportFeedback feedback;
  private final Media media;
  private final CompletableFuture<Void> checked = new CompletableFuture<>();
  private final String ufrag = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
  private final String password = "benchbenchbenchbenchbench";
  private final long tieBreaker = ThreadLocalRandom.current().nextLong();
  private volatile @Nullable ServerAnswer server;
  private volatile @Nullable SrtpOpener opener;
  private volatile @Nullable SrtcpSealer sealer;
  private volatile @Nullable URI session;
  private long nextCheckNanos;
  private long nextReportNanos;
  private long nextFeedbackNanos;

  SwarmViewer(Swarm swarm, Reactor reactor, Schedule schedule, byte[] clear) throws IOException {
    this.swarm = swarm;
    this.feedback = swarm.kind().browser() ? new TransportFeedback() : null;
    this.media = new Media(swarm.counters(), schedule, times, clear, feedback);
    this.socket = reactor.open(this::onDatagram);
    this.wire = new DtlsWire(socket);
  }

  JoinTimes times() {
    return times;
  }

  UdpSocket socket() {
    return socket;
  }

  /** Returns when the handshake is done. */
  void connect(WhepClient whep, URI endpoint, ViewerIdentity identity)
      throws IOException, InterruptedException {
    String offer =
        new ViewerOffer(ufrag, password, identity.fingerprint(), socket.port())
            .sdp(swarm.kind().browser());
    times.post(System.nanoTime());
    WhepClient.Answer answer = whep.post(endpoint, offer);
    times.answer(System.nanoTime());
    session = answer.session();
    ServerAnswer parsed = ServerAnswer.parse(answer.sdp());
    server = parsed;
    socket.connect(parsed.port());
    check(parsed);
    shakeHands(identity);
  }

  private void check(ServerAnswer answer) throws IOException, InterruptedException {
    for (int attempt = 0; attempt < CHECK_ATTEMPTS; attempt++) {
      sendCheck(answer);
      try {
        checked.get(CHECK_RESEND_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        // No answer yet: the check is sent again.
      } catch (ExecutionException e) {
        throw new IOException(e);
      }
    }
    throw new IOException("no answer to connectivity checks");
  }

  private void sendCheck(ServerAnswer answer) {
    send(StunMessages.check(ufrag, answer, tieBreaker));
  }

  private void shakeHands(ViewerIdentity identity) throws IOException {
    HandshakeClient client = new HandshakeClient(identity);
    new DTLSClientProtocol().connect(client, wire);
    times.finished(wire.lastNanos());
    try {
      byte[][] receiving = client.receiving();
      byte[][] sending = client.sending();
      sealer =
          new SrtcpSealer(
              SrtpKeys.derive(sending[0], sending[1]), ThreadLocalRandom.current().nextInt());
      opener = new SrtpOpener(SrtpKeys.derive(receiving[0], receiving[1]));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private void onDatagram(byte[] data, int offset, int length, long nowNanos) {
    int first = length == 0 ? 255 : data[offset] & 0xFF;
    if (first >= 128 && first <= 191) {
      media.onDatagram(data, offset, length, nowNanos, opener, swarm.window());
    } else if (first >= 20 && first <= 63) {
      wire.onDatagram(data, offset, length, nowNanos);
    } else if (first <= 3 && length >= 20) {
      stun(data, offset);
    }
  }

  private void stun(byte[] data, int offset) {
    ServerAnswer answer = server;
    if (StunMessages.isSuccess(data, offset)) {
      checked.complete(null);
    } else if (StunMessages.isRequest(data, offset) && answer != null) {
      send(StunMessages.success(data, offset, password, answer.port()));
    }
  }

  /** Sends consent checks and reports when they are due. */
  void turn(long nowNanos) {
    SrtpOpener keys = opener;
    ServerAnswer answer = server;
    SrtcpSealer sealing = sealer;
    if (keys == null || answer == null || sealing == null) {
      return;
    }
    media.catchUp(keys, swarm.window());
    if (nowNanos - nextCheckNanos >= 0) {
      nextCheckNanos = nowNanos + CHECK_INTERVAL_NANOS;
      sendCheck(answer);
    }
    if (nowNanos - nextReportNanos >= 0) {
      nextReportNanos = nowNanos + REPORT_INTERVAL_NANOS;
      byte[] report = ReceiverReport.write(sealing.ssrc(), media.video(), media.audio());
      send(sealing.seal(report, report.length));
    }
    if (feedback != null && feedback.any() && nowNanos - nextFeedbackNanos >= 0) {
      nextFeedbackNanos = nowNanos + FEEDBACK_INTERVAL_NANOS;
      ByteBuffer told = feedback.write(sealing.ssrc(), media.video().ssrc());
      send(sealing.seal(told.array(), told.position()));
    }
  }

  private void send(byte[] datagram) {
    socket.send(datagram, 0, datagram.length);
  }

  void leave(WhepClient whep) throws IOException, InterruptedException {
    URI uri = session;
    if (uri != null) {
      whep.delete(uri);
    }
  }
}
