package dev.sluice.net.udp;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.viewer.send.Route;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;

/**
 * A route over a viewer's TCP connection: each datagram is preceded by its length (RFC 4571 section
 * 2). The connection's queue is bounded; above the limit the route counts as full. May be used by
 * another shard's thread than the connection's.
 */
final class TcpRoute implements Route {
  static final int LENGTH_BYTES = 2;

  private final Channel channel;
  private final InetSocketAddress remote;
  private volatile boolean validated;

  TcpRoute(Channel channel, InetSocketAddress remote) {
    this.channel = channel;
    this.remote = remote;
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
    return channel.isActive() && !channel.isWritable();
  }

  @Override
  public boolean send(MemorySegment data, long offset, int length, int segmentBytes) {
    if (!channel.isActive()) {
      // The connection is closed: the data is dropped.
      return true;
    }
    if (!channel.isWritable()) {
      return false;
    }
    int segments = Math.ceilDiv(length, segmentBytes);
    ByteBuf framed = channel.alloc().directBuffer(length + segments * LENGTH_BYTES);
    for (int at = 0; at < length; at += segmentBytes) {
      int bytes = Math.min(segmentBytes, length - at);
      framed.writeShort(bytes).writeBytes(data.asSlice(offset + at, bytes).asByteBuffer());
    }
    ChannelFuture unused = channel.writeAndFlush(framed);
    return true;
  }

  /** The length field in front of a datagram. */
  static int length(byte[] frame) {
    return Bytes.u16(frame, 0);
  }
}
