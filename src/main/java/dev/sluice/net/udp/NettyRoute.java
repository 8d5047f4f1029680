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

/** A route through a Netty datagram channel; used on the channel's event loop only. */
final class NettyRoute implements Route {
  private final Channel channel;
  private final InetSocketAddress remote;
  private boolean segments;

  /**
   * @param segments whether the kernel may be given a whole run to cut (UDP_SEGMENT)
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
      // The socket is closed: nobody will ever take it.
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
        // A datagram that cannot leave is lost, as it could be further on.
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
            // Such as EMSGSIZE, for a segment above this route's MTU: others are not concerned.
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
