package dev.sluice.app.rehearsal;

import dev.sluice.rtc.dtls.DtlsViewer;
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
 * Viewers that come to a service one after another, over loopback: offer, check, handshake, and a
 * while of watching. The newest few stay; the last of all leave with {@link #close}. Used by one
 * thread.
 */
public final class Rehearsal implements AutoCloseable {
  private static final int CHECK_ATTEMPTS = 10;
  private static final int CHECK_RESEND_MILLIS = 100;
  private static final int MEDIA_MILLIS = 1_000;
  private static final int WATCHING = 8;
  private static final String UFRAG = "rehe";

  private final WhepConnection whep;
  private final Random random = new Random();
  private final DtlsViewer viewer = new DtlsViewer(new SecureRandom());
  private final String offer;
  private final Deque<DTLSTransport> watching = new ArrayDeque<>();
  private int viewers;

  /**
   * @param publicPort of the service, on this machine
   * @param stream what is watched
   * @throws IOException when nobody listens there
   */
  public Rehearsal(int publicPort, String stream) throws IOException {
    this.whep = new WhepConnection(publicPort, stream);
    this.offer =
        read("/rehearsal/offer.sdp")
            .replace("\n", "\r\n")
            .replace("{ufrag}", UFRAG)
            .replace("{pwd}", UFRAG.repeat(6))
            .replace("{fingerprint}", viewer.fingerprint());
  }

  private static String read(String resource) throws IOException {
    try (InputStream in = Rehearsal.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /**
   * One viewer more, until its first packet of media.
   *
   * @throws IOException when it does not get that far
   */
  public void next() throws IOException {
    Answer answer = whep.offer(offer);
    ViewerSocket socket = new ViewerSocket(answer.port());
    try {
      check(answer, socket);
      watching.add(viewer.connect(socket));
      viewers++;
      socket.await(MEDIA_MILLIS);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
    if (watching.size() > WATCHING) {
      watching.remove().close();
    }
  }

  private void check(Answer answer, ViewerSocket socket) throws IOException {
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

  /** How many have come. */
  public int viewers() {
    return viewers;
  }

  /** The last ones leave. */
  @Override
  public void close() throws IOException {
    for (DTLSTransport one : watching) {
      one.close();
    }
    whep.close();
  }
}
