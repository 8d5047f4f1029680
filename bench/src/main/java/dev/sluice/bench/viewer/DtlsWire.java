package dev.sluice.bench.viewer;

import dev.sluice.bench.net.UdpSocket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DatagramTransport;

/** Passes DTLS datagrams between the reactor's thread and the handshake's thread. */
final class DtlsWire implements DatagramTransport {
  private static final int RECEIVE_LIMIT_BYTES = 1500;
  private static final int SEND_LIMIT_BYTES = 1200;

  private final UdpSocket socket;
  private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>(64);
  private volatile long lastNanos;

  DtlsWire(UdpSocket socket) {
    this.socket = socket;
  }

  /** Called by the reactor. */
  void onDatagram(byte[] data, int offset, int length, long nowNanos) {
    lastNanos = nowNanos;
    // If the queue is full, the datagram is lost; DTLS retransmits.
    boolean unused = received.offer(Arrays.copyOfRange(data, offset, offset + length));
  }

  /** Arrival time of the last datagram. */
  long lastNanos() {
    return lastNanos;
  }

  @Override
  public int getReceiveLimit() {
    return RECEIVE_LIMIT_BYTES;
  }

  @Override
  public int getSendLimit() {
    return SEND_LIMIT_BYTES;
  }

  @Override
  public int receive(byte[] buffer, int offset, int length, int waitMillis) {
    try {
      byte[] datagram = received.poll(waitMillis, TimeUnit.MILLISECONDS);
      if (datagram == null) {
        return -1;
      }
      System.arraycopy(datagram, 0, buffer, offset, Math.min(length, datagram.length));
      return Math.min(length, datagram.length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  @Override
  public void send(byte[] buffer, int offset, int length) {
    socket.send(buffer, offset, length);
  }

  @Override
  public void close() {}
}
