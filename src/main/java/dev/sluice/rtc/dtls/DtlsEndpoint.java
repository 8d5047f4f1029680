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
 * The DTLS server of one session. Order of calls: {@link #start}, {@link #receive} for each
 * datagram whose first byte is 20..63 (RFC 7983) and whose source address ICE has validated, {@link
 * #close}. None of them blocks; all may be called from any thread.
 *
 * <p>The DTLS library blocks. The handshake therefore runs on its own thread, which ends with the
 * handshake. Afterwards a thread runs only while there are datagrams to process: retransmissions of
 * the viewer's last flight, which are answered with ours, and its close_notify.
 */
public final class DtlsEndpoint {
  // Time an idle thread waits for another datagram before it ends.
  private static final int LINGER_MILLIS = 1;

  private final SrtpTlsServer server;
  private final DatagramQueue inbound = new DatagramQueue();
  private final FlightTransport network;
  private final DtlsListener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable ThreadFactory threads;
  private @Nullable DTLSTransport connection;
  private int fragments;
  private boolean running;
  private boolean ended;

  /**
   * @param peerFingerprint from the viewer's SDP
   * @param sender called on the handshake's thread, and by {@link #close} for the final alert
   * @param listener called on the same threads
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
   * Starts the handshake. The viewer's ClientHello may have been received already. The handshake
   * timeout starts here.
   *
   * @param threads creates the threads, which should be virtual
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
   * Processes a copy of a datagram. No content makes it throw.
   *
   * @return null if it was accepted, otherwise the reason for dropping it
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
        fragments += RecordFilter.fragments(datagram, offset, length);
        drop = fragments > HandshakeGuard.MAX_FRAGMENTS ? DtlsDrop.TOO_MANY_FRAGMENTS : null;
      }
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
   * Closes the connection or aborts the handshake: sends an alert and ends the thread. Nothing is
   * sent after this returns. Does nothing if already closed.
   */
  public void close() {
    end(DtlsCloseReason.LOCAL_CLOSE, "");
  }

  private void handshake() {
    try {
      DTLSServerProtocol protocol = new DTLSServerProtocol();
      DTLSTransport accepted = protocol.accept(server, network);
      if (connected(accepted)) {
        serve(accepted);
      } else {
        network.flush();
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
      listener.onConnected(keys, network.take());
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

  /** Whether no datagrams are left, so that the thread may end. */
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
      // The alert could not be written; the peer's own timeout applies.
    } finally {
      network.close();
    }
  }
}
