package dev.sluice.rehearsal;

import dev.sluice.dtls.DtlsIdentity;
import dev.sluice.dtls.ViewerHello;
import dev.sluice.sdp.SdpException;
import dev.sluice.sdp.SdpOffer;
import dev.sluice.session.CreatedSession;
import dev.sluice.session.EndReason;
import dev.sluice.session.SessionLimitException;
import dev.sluice.session.Sessions;
import dev.sluice.stream.Stream;
import dev.sluice.stun.ConnectivityCheck;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Random;
import org.bouncycastle.tls.DatagramTransport;

/**
 * Stands in for a viewer: asks, checks, shakes hands. It reads no media: its socket's buffer fills
 * up and the kernel drops the rest.
 */
final class Understudy implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 2_000;
  private static final int DATAGRAM_BYTES = 2048;
  private static final int DTLS_FIRST = 20;
  private static final int DTLS_LAST = 63;

  private final Sessions sessions;
  private final InetSocketAddress server;
  private final DatagramSocket socket;
  private String session = "";

  Understudy(Sessions sessions, InetSocketAddress server) throws IOException {
    this.sessions = sessions;
    this.server = server;
    this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  }

  /** Becomes a viewer; returns when media may flow. */
  void connect(Stream stream, DtlsIdentity identity)
      throws IOException, SdpException, SessionLimitException {
    SdpOffer offer = SdpOffer.parse(UnderstudyOffer.sdp(identity.fingerprintSha256()));
    CreatedSession created = sessions.create(stream, offer, System.nanoTime());
    session = created.id();
    String ufrag = UnderstudyOffer.attribute(created.answer(), "ice-ufrag");
    String password = UnderstudyOffer.attribute(created.answer(), "ice-pwd");
    send(ConnectivityCheck.of(ufrag, UnderstudyOffer.UFRAG, password, new Random()));
    Object unused = ViewerHello.connect(identity, new Network());
  }

  private void send(byte[] datagram) throws IOException {
    socket.send(new DatagramPacket(datagram, datagram.length, server));
  }

  @Override
  public void close() {
    sessions.find(session).ifPresent(viewer -> viewer.end(EndReason.CLOSED_BY_VIEWER));
    socket.close();
  }

  /** DTLS over the socket; everything else is passed over. */
  private final class Network implements DatagramTransport {
    @Override
    public int getReceiveLimit() {
      return DATAGRAM_BYTES;
    }

    @Override
    public int getSendLimit() {
      return DATAGRAM_BYTES;
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
      socket.setSoTimeout(Math.clamp(waitMillis, 1, PATIENCE_MILLIS));
      DatagramPacket packet = new DatagramPacket(buffer, offset, length);
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        return -1;
      }
      int first = buffer[offset] & 0xFF;
      return first >= DTLS_FIRST && first <= DTLS_LAST ? packet.getLength() : -1;
    }

    @Override
    public void send(byte[] buffer, int offset, int length) throws IOException {
      socket.send(new DatagramPacket(buffer, offset, length, server));
    }

    @Override
    public void close() {}
  }
}
