package dev.sluice.rtc.dtls;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.bouncycastle.tls.DatagramTransport;
import org.jspecify.annotations.Nullable;

/**
 * What the DTLS library takes for its network. It writes one record at a time; here the records of
 * a flight are put together into as few datagrams as the MTU allows (RFC 6347 section 4.1.1), and
 * leave when the library begins to wait for the answer.
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
      // The library asks again while its own timeout has not run out.
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
        // An alert is the last word: nobody waits for an answer after it.
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

  /** Whether there are records of a datagram that have not been read. For the reading thread. */
  boolean hasUnread() {
    return !order.isEmpty();
  }

  /** Sends what is gathered. */
  void flush() {
    lock.lock();
    try {
      byte[] buffer = flight;
      if (buffer != null) {
        sender.send(buffer, 0, flightBytes);
        // Let go: between flights, and for the hours after the handshake, it is not needed.
        flight = null;
        flightBytes = 0;
      }
    } finally {
      lock.unlock();
    }
  }

  /** From now on nothing is sent and whoever waits for a datagram is woken. */
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
