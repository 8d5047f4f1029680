package dev.sluice.net.udp;

import io.netty.util.internal.PlatformDependent;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that wait in the send queues of all viewers' TCP connections, in direct memory, and their
 * limit. Above the limit a connection may only send when nothing of it waits. So viewers that stop
 * reading use up no more memory, and those that read go on. Safe for any thread.
 */
final class TcpBacklog {
  private static final long MOST_BYTES = 64 << 20;
  private static final int DIRECT_MEMORY_PARTS = 8;

  private final long limitBytes;
  private final AtomicLong waitingBytes = new AtomicLong();

  TcpBacklog(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** A limit of 64 MiB, or of an eighth of the direct memory if that is less. */
  static TcpBacklog ofDirectMemory() {
    long share = PlatformDependent.maxDirectMemory() / DIRECT_MEMORY_PARTS;
    return new TcpBacklog(Math.min(MOST_BYTES, share));
  }

  boolean isFull() {
    return waitingBytes.get() >= limitBytes;
  }

  void add(int bytes) {
    waitingBytes.addAndGet(bytes);
  }

  void remove(int bytes) {
    waitingBytes.addAndGet(-bytes);
  }

  long waitingBytes() {
    return waitingBytes.get();
  }
}
