package dev.sluice.app.rehearsal;

import dev.sluice.rtc.dtls.RehearsalDtlsClient;
import dev.sluice.rtc.stun.ConnectivityCheck;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Random;
import org.bouncycastle.tls.DTLSTransport;

/**
 * Simulated viewers that connect one after another over loopback: WHEP offer, connectivity check,
 * DTLS handshake, first media packet. The newest {@value #MAX_WATCHING} stay connected. Used by one
 * thread.
 */
final class RehearsalViewers implements AutoCloseable {
  private static final int CHECK_ATTEMPTS = 10;
  private static final int CHECK_RESEND_MILLIS = 100;
  private static final int MEDIA_TIMEOUT_MILLIS = 1_000;
  private static final int MAX_WATCHING = 8;
  private static final String UFRAG = "play";

  private final WhepConnection whep;
  private final Random random = new Random();
  private final RehearsalDtlsClient viewer = new RehearsalDtlsClient(new SecureRandom());
  private final String offer;
  private final Deque<DTLSTransport> watching = new ArrayDeque<>();
  private int connected;

  /**
   * @param publicPort TCP port of WHEP on the loopback address
   * @param stream name of the stream to watch
   * @throws IOException if nothing listens there
   */
  RehearsalViewers(int publicPort, String stream) throws IOException {
    this.whep = new WhepConnection(publicPort, stream);
    this.offer =
        read("/rehearsal/offer.sdp")
            .replace("\n", "\r\n")
            .replace("{ufrag}", UFRAG)
            .replace("{pwd}", UFRAG.repeat(6))
            .replace("{fingerprint}", viewer.fingerprint());
  }

  private static String read(String resource) throws IOException {
    try (InputStream in = RehearsalViewers.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /**
   * Connects one viewer and waits for its first media packet.
   *
   * @throws IOException if any step fails or times out
   */
  void connectNext() throws IOException {
    ViewerAnswer answer = whep.offer(offer);
    ViewerSocket socket = new ViewerSocket(answer.port());
    try {
      check(answer, socket);
      watching.add(viewer.connect(socket));
      connected++;
      socket.await(MEDIA_TIMEOUT_MILLIS);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
    if (watching.size() > MAX_WATCHING) {
      watching.remove().close();
    }
  }

  private void check(ViewerAnswer answer, ViewerSocket socket) throws IOException {
    byte[] check = ConnectivityCheck.of(answer.ufrag(), UFRAG, answer.password(), random, true);
    for (int attempt = 1; attempt <= CHECK_ATTEMPTS; attempt++) {
      socket.send(check, 0, check.length);
      try {
        socket.await(CHECK_RESEND_MILLIS);
        return;
      } catch (SocketTimeoutException e) {
        if (attempt == CHECK_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Number of viewers connected so far. */
  int connected() {
    return connected;
  }

  /** Disconnects the viewers that still watch. */
  @Override
  public void close() throws IOException {
    for (DTLSTransport one : watching) {
      one.close();
    }
    whep.close();
  }
}
