package dev.sluice.net.udp;

import dev.sluice.viewer.send.Route;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;

/** A route that sends through a Netty datagram channel. Used on the channel's event loop only. */
final class NettyRoute implements Route {
  private final Channel channel;
  private final InetSocketAddress remote;
  private boolean segments;

  /**
   * @param segments whether the kernel may segment runs (UDP_SEGMENT)
   */
  NettyRoute(Channel channel, InetSocketAddress remote, boolean segments) {
    this.channel = channel;
    this.remote = remote;
    this.segments = segments;
  }

  @Override
  public InetSocketAddress remote() {
    return remote;
  }

  @Override
  public boolean send(MemorySegment data, long offset, int length, int segmentBytes) {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    if (waiting == null) {
      // The socket is closed: the data is dropped.
      return true;
    }
    if (!waiting.isEmpty()) {
      return false;
    }
    if (segments && length > segmentBytes) {
      sendSegmented(data, offset, length, segmentBytes);
    } else {
      for (int at = 0; at < length; at += segmentBytes) {
        ByteBuf datagram = copy(data, offset + at, Math.min(segmentBytes, length - at));
        // A datagram that cannot be sent is dropped, as the network might drop it.
        ChannelFuture unused = channel.write(new DatagramPacket(datagram, remote));
      }
    }
    channel.flush();
    return true;
  }

  private void sendSegmented(MemorySegment data, long offset, int length, int segmentBytes) {
    ByteBuf train = copy(data, offset, length);
    ChannelFuture written = channel.write(new SegmentedDatagramPacket(train, segmentBytes, remote));
    written.addListener(
        future -> {
          if (!future.isSuccess()) {
            // For example EMSGSIZE: a segment exceeds this route's MTU. Other routes are
            // unaffected.
            segments = false;
          }
        });
  }

  private ByteBuf copy(MemorySegment data, long offset, int length) {
    return channel
        .alloc()
        .directBuffer(length)
        .writeBytes(data.asSlice(offset, length).asByteBuffer());
  }
}
