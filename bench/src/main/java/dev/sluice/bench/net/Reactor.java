package dev.sluice.bench.net;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;

/** One thread that reads many UDP sockets. */
public final class Reactor implements AutoCloseable {
  private static final int ADD = 1;
  private static final int READABLE = 1;
  private static final int MAX_EVENTS = 256;
  private static final int WAIT_MILLIS = 10;
  // struct epoll_event is packed on x86-64 only.
  private static final boolean PACKED = "amd64".equals(System.getProperty("os.arch"));
  private static final int EVENT_BYTES = PACKED ? 12 : 16;
  private static final int DATA_OFFSET = PACKED ? 4 : 8;

  private final int epoll = Libc.epollCreate();
  private final boolean gro;
  private final ReceiveBatch batch;
  private final Map<Integer, UdpSocket> sockets = new ConcurrentHashMap<>();
  private final Queue<UdpSocket> toClose = new ConcurrentLinkedQueue<>();
  private final LongConsumer onTurn;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Starts the thread.
   *
   * @param gro true to let the kernel merge datagrams (UDP_GRO)
   * @param onTurn called on the thread at least every 10 ms, with the time
   */
  public Reactor(boolean gro, LongConsumer onTurn) {
    this.gro = gro;
    this.batch = new ReceiveBatch(gro);
    this.onTurn = onTurn;
    this.thread = Thread.ofPlatform().name("reactor").start(this::run);
  }

  /** Opens a socket and reads its datagrams from now on. */
  public UdpSocket open(DatagramHandler handler) throws IOException {
    UdpSocket socket = new UdpSocket(handler, gro);
    sockets.put(socket.fd(), socket);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment event = arena.allocate(EVENT_BYTES, Integer.BYTES);
      event.set(JAVA_INT, 0, READABLE);
      event.set(JAVA_INT, DATA_OFFSET, socket.fd());
      if (Libc.epollCtl(epoll, ADD, socket.fd(), event) < 0) {
        throw new IOException("epoll_ctl failed for the socket");
      }
    }
    return socket;
  }

  /** Closes a socket, between two turns of the thread. */
  public void close(UdpSocket socket) {
    toClose.add(socket);
  }

  private void run() {
    MemorySegment events = Arena.ofAuto().allocate((long) EVENT_BYTES * MAX_EVENTS, Long.BYTES);
    while (!closed) {
      int ready = Libc.epollWait(epoll, events, MAX_EVENTS, WAIT_MILLIS);
      for (int i = 0; i < ready; i++) {
        int fd = events.get(JAVA_INT_UNALIGNED, (long) i * EVENT_BYTES + DATA_OFFSET);
        UdpSocket socket = sockets.get(fd);
        if (socket != null) {
          batch.drain(socket);
        }
      }
      onTurn.accept(System.nanoTime());
      closeWhatIsDone();
    }
    toClose.addAll(sockets.values());
    closeWhatIsDone();
    int unused = Libc.close(epoll);
  }

  private void closeWhatIsDone() {
    for (UdpSocket socket = toClose.poll(); socket != null; socket = toClose.poll()) {
      if (sockets.remove(socket.fd(), socket)) {
        int unused = Libc.close(socket.fd());
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
