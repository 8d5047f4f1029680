package dev.sluice.bench.net;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Memory for recvmmsg(2): an array of {@code struct mmsghdr}, each with one buffer and space for
 * the control message with the size of merged datagrams. Layouts are those of 64-bit Linux.
 */
final class ReceiveBatch {
  private static final int MESSAGE_BYTES = 64;
  private static final int IOV_OFFSET = 16;
  private static final int IOVLEN_OFFSET = 24;
  private static final int CONTROL_OFFSET = 32;
  private static final int CONTROLLEN_OFFSET = 40;
  private static final int RECEIVED_OFFSET = 56;
  private static final int IOVEC_BYTES = 16;
  private static final int CONTROL_BYTES = 24;
  private static final int CONTROL_DATA_OFFSET = 16;
  private static final int DONT_WAIT = 0x40;

  private final int count;
  private final int bufferBytes;
  private final boolean gro;
  private final MemorySegment messages;
  private final MemorySegment buffers;
  private final MemorySegment control;
  private final byte[] datagrams;

  ReceiveBatch(boolean gro) {
    this.gro = gro;
    this.count = gro ? 16 : 64;
    this.bufferBytes = gro ? 65536 : 2048;
    Arena arena = Arena.ofAuto();
    messages = arena.allocate((long) MESSAGE_BYTES * count, Long.BYTES);
    buffers = arena.allocate((long) bufferBytes * count, Long.BYTES);
    control = arena.allocate((long) CONTROL_BYTES * count, Long.BYTES);
    datagrams = new byte[bufferBytes];
    MemorySegment vectors = arena.allocate((long) IOVEC_BYTES * count, Long.BYTES);
    for (int i = 0; i < count; i++) {
      MemorySegment vector = vectors.asSlice((long) i * IOVEC_BYTES, IOVEC_BYTES);
      vector.set(ADDRESS, 0, buffers.asSlice((long) i * bufferBytes));
      vector.set(JAVA_LONG, Long.BYTES, bufferBytes);
      MemorySegment message = messages.asSlice((long) i * MESSAGE_BYTES, MESSAGE_BYTES);
      message.set(ADDRESS, IOV_OFFSET, vector);
      message.set(JAVA_LONG, IOVLEN_OFFSET, 1);
      message.set(ADDRESS, CONTROL_OFFSET, control.asSlice((long) i * CONTROL_BYTES));
    }
  }

  /** Reads all waiting datagrams and passes them to the handler. */
  void drain(UdpSocket socket) {
    int received;
    do {
      resetControl();
      received = Libc.recvmmsg(socket.fd(), messages, count, DONT_WAIT);
      long now = System.nanoTime();
      for (int i = 0; i < received; i++) {
        deliver(i, socket.handler(), now);
      }
    } while (received == count);
  }

  private void resetControl() {
    if (gro) {
      for (int i = 0; i < count; i++) {
        messages.set(JAVA_LONG, (long) i * MESSAGE_BYTES + CONTROLLEN_OFFSET, CONTROL_BYTES);
      }
    }
  }

  private void deliver(int i, DatagramHandler handler, long nowNanos) {
    int bytes = messages.get(JAVA_INT, (long) i * MESSAGE_BYTES + RECEIVED_OFFSET);
    MemorySegment.copy(buffers, JAVA_BYTE, (long) i * bufferBytes, datagrams, 0, bytes);
    int each = segmentBytes(i, bytes);
    for (int at = 0; at < bytes; at += each) {
      handler.onDatagram(datagrams, at, Math.min(each, bytes - at), nowNanos);
    }
  }

  private int segmentBytes(int i, int bytes) {
    long length = gro ? messages.get(JAVA_LONG, (long) i * MESSAGE_BYTES + CONTROLLEN_OFFSET) : 0;
    return length > CONTROL_DATA_OFFSET
        ? control.get(JAVA_INT, (long) i * CONTROL_BYTES + CONTROL_DATA_OFFSET)
        : Math.max(1, bytes);
  }
}
