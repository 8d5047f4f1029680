package dev.sluice.rtc.dtls;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.TlsCloseable;
import org.jspecify.annotations.Nullable;

/**
 * The DTLS server of one session. {@link #start}, then {@link #receive} for each datagram whose
 * first byte is 20..63 (RFC 7983) and whose address ICE has validated, {@link #close} at the end;
 * all of them return at once and may be called from any thread.
 *
 * <p>The library behind it blocks, so the handshake has a thread. That ends with the handshake:
 * afterwards one runs only while there are datagrams to look at (repeats of the viewer's last
 * flight, which are answered with ours, and its close_notify).
 */
public final class DtlsEndpoint {
  // How long an idle thread waits for one more datagram before it ends.
  private static final int LINGER_MILLIS = 1;

  private final SrtpTlsServer server;
  private final DatagramQueue inbound = new DatagramQueue();
  private final FlightTransport network;
  private final DtlsListener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable ThreadFactory threads;
  private @Nullable DTLSTransport connection;
  private boolean running;
  private boolean ended;

  /**
   * @param peerFingerprint of the viewer's SDP
   * @param sender called from the handshake's thread, and by {@link #close} for the last alert
   * @param listener called from the same threads
   */
  public DtlsEndpoint(
      DtlsIdentity identity,
      DtlsFingerprint peerFingerprint,
      DatagramSender sender,
      DtlsListener listener,
      DtlsLimits limits) {
    this.server = new SrtpTlsServer(identity, peerFingerprint, limits);
    this.network = new FlightTransport(inbound, sender, limits.mtuBytes());
    this.listener = listener;
  }

  /**
   * Begins with the viewer's ClientHello, which may have been received already, or waits for it;
   * the handshake timeout runs from here.
   *
   * @param threads makes the threads, virtual ones
   */
  public void start(ThreadFactory threads) {
    lock.lock();
    try {
      if (this.threads != null) {
        throw new IllegalStateException("started twice");
      }
      this.threads = threads;
      if (!ended) {
        running = true;
        threads.newThread(this::handshake).start();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes a copy of one datagram. Throws for no content.
   *
   * @return null when it was taken, else why not
   */
  public @Nullable DtlsDrop receive(byte[] datagram, int offset, int length) {
    lock.lock();
    try {
      if (ended) {
        return DtlsDrop.CLOSED;
      }
      DTLSTransport connected = connection;
      DtlsDrop drop = RecordFilter.verdict(datagram, offset, length, connected != null);
      if (drop == null) {
        drop = inbound.offer(Arrays.copyOfRange(datagram, offset, offset + length));
      }
      if (drop == null && connected != null && !running && threads != null) {
        running = true;
        threads.newThread(() -> serve(connected)).start();
      }
      return drop;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the handshake is complete and the connection has not ended. */
  public boolean isConnected() {
    lock.lock();
    try {
      return connection != null && !ended;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the connection or the handshake: sends the alert, wakes and so ends the thread. Nothing is
   * sent after this returns. Does nothing when it has ended already.
   */
  public void close() {
    end(DtlsCloseReason.LOCAL_CLOSE, "");
  }

  private void handshake() {
    try {
      DTLSServerProtocol protocol = new DTLSServerProtocol();
      DTLSTransport accepted = protocol.accept(server, network);
      network.flush();
      if (connected(accepted)) {
        serve(accepted);
      }
    } catch (IOException | RuntimeException e) {
      end(e);
    }
  }

  private boolean connected(DTLSTransport accepted) {
    lock.lock();
    try {
      SrtpKeyingMaterial keys = server.takeKeys();
      if (ended || keys == null) {
        return false;
      }
      connection = accepted;
      listener.onConnected(keys);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void serve(DTLSTransport connected) {
    try {
      while (!idle()) {
        byte[] ignored = new byte[RecordFilter.MAX_DATAGRAM_BYTES];
        connected.receive(ignored, 0, ignored.length, LINGER_MILLIS);
      }
    } catch (IOException | RuntimeException e) {
      end(e);
    }
  }

  /** Whether there is nothing left to do, so that the thread may end. */
  private boolean idle() throws IOException {
    lock.lock();
    try {
      if (inbound.isClosed()) {
        throw new IOException("the connection is closed");
      }
      running = network.hasUnread() || !inbound.isEmpty();
      return !running;
    } finally {
      lock.unlock();
    }
  }

  private void end(Exception cause) {
    DtlsEnd end = DtlsEnd.of(cause, server);
    end(end.reason(), end.detail());
  }

  private void end(DtlsCloseReason reason, String detail) {
    lock.lock();
    try {
      if (ended) {
        return;
      }
      ended = true;
      hangUp();
      listener.onClosed(reason, detail);
    } finally {
      lock.unlock();
    }
  }

  private void hangUp() {
    TlsCloseable handle = server.closeHandle();
    try {
      if (handle != null) {
        handle.close();
      }
    } catch (IOException e) {
      // The alert could not be written; the peer will notice by its own timeout.
    } finally {
      network.close();
    }
  }
}
