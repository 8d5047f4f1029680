package dev.sluice.rtc.dtls;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.bouncycastle.tls.DatagramTransport;
import org.jspecify.annotations.Nullable;

/**
 * The transport under the DTLS library, which writes one record at a time. The records of a flight
 * are packed into as few datagrams as the MTU allows (RFC 6347 section 4.1.1), and sent when the
 * library starts to wait for the response.
 */
final class FlightTransport implements DatagramTransport {
  private final DatagramQueue inbound;
  private final DatagramSender sender;
  private final int mtuBytes;
  private final RecordReorderer order = new RecordReorderer();
  private final ReentrantLock lock = new ReentrantLock();
  private byte @Nullable [] flight;
  private int flightBytes;
  private boolean closed;

  FlightTransport(DatagramQueue inbound, DatagramSender sender, int mtuBytes) {
    this.inbound = inbound;
    this.sender = sender;
    this.mtuBytes = mtuBytes;
  }

  @Override
  public int getReceiveLimit() {
    return RecordFilter.MAX_DATAGRAM_BYTES;
  }

  @Override
  public int getSendLimit() {
    return mtuBytes;
  }

  @Override
  public int receive(byte[] array, int offset, int length, int waitMillis) throws IOException {
    flush();
    if (order.isEmpty()) {
      byte[] datagram = inbound.poll(waitMillis);
      if (datagram != null) {
        order.add(datagram);
      }
    }
    byte[] record = order.poll();
    if (record == null) {
      // The library calls again until its own timeout expires.
      return -1;
    }
    int count = Math.min(length, record.length);
    System.arraycopy(record, 0, array, offset, count);
    return count;
  }

  @Override
  public void send(byte[] array, int offset, int length) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      if (flightBytes + length > mtuBytes) {
        flush();
      }
      append(array, offset, length);
      if (array[offset] == RecordFilter.ALERT) {
        // No response is awaited after an alert, so it is sent at once.
        flush();
      }
    } finally {
      lock.unlock();
    }
  }

  private void append(byte[] array, int offset, int length) {
    byte[] buffer = flight;
    if (buffer == null) {
      buffer = new byte[Math.max(mtuBytes, length)];
      flight = buffer;
    }
    System.arraycopy(array, offset, buffer, flightBytes, length);
    flightBytes += length;
  }

  /** Whether records of a datagram are unread. For the reading thread only. */
  boolean hasUnread() {
    return !order.isEmpty();
  }

  /** Takes the gathered records instead of sending them: a datagram, or nothing. */
  byte[] take() {
    lock.lock();
    try {
      byte[] buffer = flight;
      byte[] taken = buffer == null ? new byte[0] : Arrays.copyOf(buffer, flightBytes);
      forget();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Sends the gathered records. */
  void flush() {
    lock.lock();
    try {
      byte[] buffer = flight;
      if (buffer != null) {
        sender.send(buffer, 0, flightBytes);
        forget();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Frees the buffer, which is needed neither between flights nor after the handshake. */
  private void forget() {
    flight = null;
    flightBytes = 0;
  }

  /**
   * Sends the gathered records, then drops all further ones, and wakes threads that wait for a
   * datagram.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      flush();
      closed = true;
    } finally {
      lock.unlock();
    }
    inbound.close();
  }
}
