package dev.sluice.source.socket;

import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.base.tasks.FaultGuard;
import dev.sluice.source.transport.Inlet;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The peers that connect to a listening socket. A peer counts from its first bytes on: a connection
 * without any, such as that of a health check, replaces nobody. While a peer is being read, a newer
 * one replaces it only if its first byte is the sync byte of a transport packet.
 */
final class NewestPeer implements Closeable {
  /** Connections that have sent nothing yet; a further one closes the oldest of them. */
  static final int MAX_SILENT = 16;

  private static final int FIRST_BYTES = 64 * 1024;
  private static final byte SYNC = 0x47;
  private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ServerSocketChannel socket;
  private final String stream;
  private final RateLimitedLog log;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<SocketChannel> silent = new ArrayDeque<>();
  private @Nullable Peer next;
  private @Nullable Peer current;
  private boolean closed;

  /** A peer with its first bytes. */
  @SuppressWarnings("ArrayRecordComponent") // Compared by identity only.
  record Peer(SocketChannel channel, byte[] first) {}

  NewestPeer(ServerSocketChannel socket, String stream, RateLimitedLog log, FaultGuard faults) {
    this.socket = socket;
    this.stream = stream;
    this.log = log;
    Thread.ofVirtual().name("accept-" + stream).start(() -> faults.repeat(this::acceptOne));
  }

  /** Returns false if the socket is closed. */
  private boolean acceptOne() {
    try {
      admit(socket.accept());
    } catch (ClosedChannelException e) {
      return false;
    } catch (IOException e) {
      log.log(
          Level.WARNING,
          "accept " + stream,
          "Stream '%s': a connection of its source cannot be accepted: %s."
              .formatted(stream, e.getMessage()));
      LockSupport.parkNanos(NAP_NANOS);
    }
    return socket.isOpen();
  }

  private void admit(SocketChannel channel) {
    lock.lock();
    try {
      if (closed) {
        close(channel);
        return;
      }
      if (silent.size() == MAX_SILENT) {
        close(silent.removeFirst());
      }
      silent.addLast(channel);
    } finally {
      lock.unlock();
    }
    Thread.ofVirtual().name("peer-" + stream).start(() -> greet(channel));
  }

  private void greet(SocketChannel channel) {
    byte[] first = {};
    try {
      if (!(channel.getLocalAddress() instanceof UnixDomainSocketAddress)) {
        TcpEndpoint.watch(channel);
      }
      ByteBuffer buffer = ByteBuffer.allocate(FIRST_BYTES);
      if (channel.read(buffer) > 0) {
        first = Arrays.copyOf(buffer.array(), buffer.position());
      }
    } catch (IOException e) {
      // It has left, or was closed for a newer one.
      first = new byte[0];
    }
    lock.lock();
    try {
      boolean unused = silent.remove(channel);
      if (first.length == 0 || closed) {
        close(channel);
      } else if (current != null && first[0] != SYNC) {
        close(channel);
        log.log(
            Level.WARNING,
            "stranger " + stream,
            () ->
                ("Stream '%s': a connection that does not begin with a transport packet was closed;"
                        + " its source is connected.")
                    .formatted(stream));
      } else {
        replace(new Peer(channel, first));
      }
    } finally {
      lock.unlock();
    }
  }

  private void replace(Peer newer) {
    if (next != null) {
      close(next.channel());
    }
    next = newer;
    if (current != null) {
      close(current.channel());
    }
    changed.signalAll();
  }

  /** The newest peer, once there is one; null if the source must stop. */
  @Nullable Peer await(Inlet inlet) throws InterruptedException {
    lock.lock();
    try {
      while (next == null && !inlet.stopped()) {
        changed.await();
      }
      if (inlet.stopped()) {
        return null;
      }
      current = next;
      next = null;
      return current;
    } finally {
      lock.unlock();
    }
  }

  /** Has {@link #await} look whether the source must stop. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether a newer peer has replaced this one. */
  boolean replaced(Peer peer) {
    lock.lock();
    try {
      return peer.equals(current) && next != null;
    } finally {
      lock.unlock();
    }
  }

  /** Ends a peer. */
  void done(Peer peer) {
    lock.lock();
    try {
      current = null;
    } finally {
      lock.unlock();
    }
    close(peer.channel());
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      closed = true;
      silent.forEach(NewestPeer::close);
      if (next != null) {
        close(next.channel());
        next = null;
      }
    } finally {
      lock.unlock();
    }
    socket.close();
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // It is closed as far as it can be.
      return;
    }
  }
}
