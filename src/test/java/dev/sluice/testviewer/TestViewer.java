package dev.sluice.testviewer;

import dev.sluice.rtc.dtls.ClientTransport;
import dev.sluice.rtc.dtls.SrtpKeyingMaterial;
import dev.sluice.rtc.dtls.ViewerHandshake;
import dev.sluice.rtc.srtp.ViewerSrtp;
import dev.sluice.rtc.stun.ConnectivityCheck;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.Random;

/**
 * A viewer on a real socket, with connectivity checks, DTLS and SRTP of other implementations. Used
 * by one thread.
 */
public final class TestViewer implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 5_000;

  private DatagramSocket socket;
  private DatagramSocket left;
  private final InetSocketAddress server;
  private final boolean tcp;
  private final ViewerHandshake handshake;
  private final Random random = new Random(7);
  private final Queue<byte[]> early = new ArrayDeque<>();
  private String serverUfrag = "";
  private String serverPassword = "";
  private ViewerSrtp srtp;

  public TestViewer(InetSocketAddress server, int... srtpProfiles) throws IOException {
    this(server, open(server, false), new ViewerHandshake(srtpProfiles), false);
    socket.setReceiveBufferSize(4 << 20);
  }

  /** A viewer on a given socket; its owner may do the connectivity checks. */
  public TestViewer(InetSocketAddress server, DatagramSocket socket, ViewerHandshake handshake)
      throws IOException {
    this(server, socket, handshake, false);
  }

  private TestViewer(
      InetSocketAddress server, DatagramSocket socket, ViewerHandshake handshake, boolean tcp)
      throws IOException {
    this.server = server;
    this.tcp = tcp;
    this.socket = socket;
    this.handshake = handshake;
    socket.setSoTimeout(TIMEOUT_MILLIS);
  }

  /** A viewer over TCP. */
  public static TestViewer overTcp(InetSocketAddress server, int... srtpProfiles)
      throws IOException {
    return new TestViewer(server, open(server, true), new ViewerHandshake(srtpProfiles), true);
  }

  private DatagramSocket open() throws IOException {
    return open(server, tcp);
  }

  private static DatagramSocket open(InetSocketAddress server, boolean tcp) throws IOException {
    if (tcp) {
      return new TcpSocket(server);
    }
    InetAddress address = server.getAddress();
    return new DatagramSocket(
        0, address instanceof Inet6Address ? address : InetAddress.getLoopbackAddress());
  }

  public String offer() {
    return ViewerOffer.sdp(handshake.fingerprint());
  }

  public void answer(String sdp) {
    serverUfrag = ViewerOffer.attribute(sdp, "ice-ufrag");
    serverPassword = ViewerOffer.attribute(sdp, "ice-pwd");
  }

  /** Does the connectivity checks and the handshake; returns when media may flow. */
  public void connect() throws IOException {
    check();
    byte[] response = receive();
    if (response[0] != 1 || response[1] != 1) {
      throw new IOException("no Binding success response");
    }
    secure();
  }

  /** Does the handshake, after the connectivity checks. */
  public void secure() throws IOException {
    SrtpKeyingMaterial keys = handshake.connect(new Network());
    srtp =
        new ViewerSrtp(
            keys.profile().id(),
            keys.serverKey(),
            keys.serverSalt(),
            keys.clientKey(),
            keys.clientSalt());
  }

  /** Sends a connectivity check. */
  public int check() throws IOException {
    byte[] check =
        ConnectivityCheck.of(serverUfrag, ViewerOffer.UFRAG, serverPassword, random, true);
    send(check);
    return check.length;
  }

  /** The next datagram of any kind. */
  public byte[] datagram() throws IOException {
    return receive();
  }

  /** Sends a check with other credentials; true if it was answered within a second. */
  public boolean checked(String ufrag, String password, boolean nominates) throws IOException {
    send(ConnectivityCheck.of(ufrag, ViewerOffer.UFRAG, password, random, nominates));
    long deadline = System.nanoTime() + 1_000_000_000L;
    socket.setSoTimeout(200);
    try {
      while (System.nanoTime() < deadline) {
        try {
          byte[] datagram = receive();
          if (datagram[0] == 1 && datagram[1] == 1) {
            return true;
          }
          early.add(datagram);
        } catch (SocketTimeoutException e) {
          // Queued media may delay the answer.
        }
      }
      return false;
    } finally {
      socket.setSoTimeout(TIMEOUT_MILLIS);
    }
  }

  /** Switches to another socket; the next call switches back. */
  public void move() throws IOException {
    DatagramSocket next = left != null ? left : open();
    next.setSoTimeout(TIMEOUT_MILLIS);
    left = socket;
    socket = next;
    early.clear();
  }

  /** Switches to a new socket for good, like a NAT that lost its mapping. */
  public void renew() throws IOException {
    socket.close();
    socket = open();
    socket.setSoTimeout(TIMEOUT_MILLIS);
    early.clear();
  }

  /** Sends a check with the answer's credentials; true if it was answered within a second. */
  public boolean checked(boolean nominates) throws IOException {
    return checked(serverUfrag, serverPassword, nominates);
  }

  public void send(byte[] datagram) throws IOException {
    socket.send(new DatagramPacket(datagram, datagram.length, server));
  }

  /** Encrypts and sends RTCP. */
  public void sendRtcp(byte[] compound) throws IOException, GeneralSecurityException {
    send(srtp.protectRtcp(compound));
  }

  /** The next RTP packet, decrypted; other datagrams are skipped. */
  public byte[] nextRtp() throws IOException, GeneralSecurityException {
    while (true) {
      byte[] packet = nextMedia();
      if (!isRtcp(packet)) {
        return srtp.rtp(packet);
      }
    }
  }

  /** The next RTCP compound packet, decrypted; other datagrams are skipped. */
  public byte[] nextRtcp() throws IOException, GeneralSecurityException {
    while (true) {
      byte[] packet = nextMedia();
      if (isRtcp(packet)) {
        return srtp.rtcp(packet);
      }
    }
  }

  /** True if no datagram arrives within this time. */
  public boolean silent(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      receive();
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(TIMEOUT_MILLIS);
    }
  }

  public ViewerHandshake handshake() {
    return handshake;
  }

  private byte[] nextMedia() throws IOException {
    while (true) {
      byte[] packet = early.isEmpty() ? receive() : early.remove();
      int first = packet[0] & 0xFF;
      if (first >= 128 && first <= 191) {
        return packet;
      }
    }
  }

  private static boolean isRtcp(byte[] packet) {
    int type = packet[1] & 0xFF;
    return type >= 192 && type <= 223;
  }

  private byte[] receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
    socket.receive(packet);
    if (!packet.getSocketAddress().equals(server)) {
      throw new IOException("a datagram from " + packet.getSocketAddress());
    }
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  @Override
  public void close() {
    socket.close();
    if (left != null) {
      left.close();
    }
  }

  /** DTLS over the socket; media that arrives before the end of the handshake is kept. */
  private final class Network implements ClientTransport {
    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
      socket.setSoTimeout(Math.max(1, waitMillis));
      try {
        byte[] datagram = TestViewer.this.receive();
        if (datagram[0] < 20 || datagram[0] > 63) {
          early.add(datagram);
          return -1;
        }
        System.arraycopy(datagram, 0, buffer, offset, datagram.length);
        return datagram.length;
      } catch (SocketTimeoutException e) {
        return -1;
      } finally {
        socket.setSoTimeout(TIMEOUT_MILLIS);
      }
    }

    @Override
    public void send(byte[] buffer, int offset, int length) throws IOException {
      TestViewer.this.send(Arrays.copyOfRange(buffer, offset, offset + length));
    }

    @Override
    public void close() {}
  }
}
