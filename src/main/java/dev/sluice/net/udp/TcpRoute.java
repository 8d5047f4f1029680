package dev.sluice.net.udp;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.viewer.send.Route;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A route over a viewer's TCP connection: each datagram is preceded by its length (RFC 4571 section
 * 2). The connection's queue is bounded, and so are the queues of all connections together; above
 * the limits the route counts as full. May be used by another shard's thread than the connection's.
 */
final class TcpRoute implements Route {
  static final int LENGTH_BYTES = 2;

  private final Channel channel;
  private final InetSocketAddress remote;
  private final TcpBacklog backlog;
  // Written by the connection's thread and by that of the session's owner.
  private final AtomicInteger waitingBytes = new AtomicInteger();
  private final AtomicLong sentBytes = new AtomicLong();
  private volatile boolean validated;

  TcpRoute(Channel channel, InetSocketAddress remote, TcpBacklog backlog) {
    this.channel = channel;
    this.remote = remote;
    this.backlog = backlog;
  }

  @Override
  public InetSocketAddress remote() {
    return remote;
  }

  @Override
  public void validated() {
    validated = true;
  }

  /** Whether a valid connectivity check arrived on it. */
  boolean isValidated() {
    return validated;
  }

  @Override
  public boolean carriesDatagrams() {
    return false;
  }

  @Override
  public boolean isFull() {
    return channel.isActive() && mustWait();
  }

  private boolean mustWait() {
    return !channel.isWritable() || (waits() && backlog.isFull());
  }

  /** Whether sent bytes still wait for the viewer to read. */
  boolean waits() {
    return waitingBytes.get() > 0;
  }

  /** Count of bytes that have left the queue. */
  long sentBytes() {
    return sentBytes.get();
  }

  @Override
  public boolean send(MemorySegment data, long offset, int length, int segmentBytes) {
    if (!channel.isActive()) {
      // The connection is closed: the data is dropped.
      return true;
    }
    if (mustWait()) {
      return false;
    }
    int segments = Math.ceilDiv(length, segmentBytes);
    int framedBytes = length + segments * LENGTH_BYTES;
    ByteBuf framed = channel.alloc().directBuffer(framedBytes);
    for (int at = 0; at < length; at += segmentBytes) {
      int bytes = Math.min(segmentBytes, length - at);
      framed.writeShort(bytes).writeBytes(data.asSlice(offset + at, bytes).asByteBuffer());
    }
    waitingBytes.addAndGet(framedBytes);
    backlog.add(framedBytes);
    ChannelFuture unused = channel.writeAndFlush(framed).addListener(done -> left(framedBytes));
    return true;
  }

  /** Bytes left the queue: the kernel has them, or the connection has ended. */
  private void left(int bytes) {
    waitingBytes.addAndGet(-bytes);
    backlog.remove(bytes);
    sentBytes.addAndGet(bytes);
  }

  /** The length field in front of a datagram. */
  static int length(byte[] frame) {
    return Bytes.u16(frame, 0);
  }
}
