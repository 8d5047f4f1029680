package dev.sluice.source.datagram;

import dev.sluice.base.bytes.Bytes;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A socket of the Java library, for kernels other than Linux. It knows no dropped datagrams. */
final class ChannelReceiver implements DatagramReceiver {
  private static final int PORT_OFFSET = 16;

  private final DatagramChannel channel;
  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);

  private ChannelReceiver(DatagramChannel channel, Selector selector) {
    this.channel = channel;
    this.selector = selector;
  }

  /**
   * Binds a socket.
   *
   * @throws IOException if the address cannot be bound, or the group not joined
   */
  static DatagramReceiver open(DatagramAddress address, int bufferBytes) throws IOException {
    InetAddress host = address.resolvedHost();
    DatagramChannel channel =
        host == null
            ? DatagramChannel.open()
            : DatagramChannel.open(
                host instanceof Inet4Address
                    ? StandardProtocolFamily.INET
                    : StandardProtocolFamily.INET6);
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, bufferBytes);
      bind(channel, address, host);
      channel.configureBlocking(false);
      Selector selector = Selector.open();
      channel.register(selector, SelectionKey.OP_READ);
      return new ChannelReceiver(channel, selector);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void bind(
      DatagramChannel channel, DatagramAddress address, @Nullable InetAddress host)
      throws IOException {
    if (host == null || !host.isMulticastAddress()) {
      channel.bind(new InetSocketAddress(host, address.port()));
      return;
    }
    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    channel.bind(new InetSocketAddress(host, address.port()));
    NetworkInterface at = address.resolvedInterface(host);
    if (at == null) {
      at = channel.getOption(StandardSocketOptions.IP_MULTICAST_IF);
    }
    if (at == null) {
      throw new IOException("The address needs ?interface=NAME to receive a multicast group.");
    }
    List<InetAddress> senders = address.resolvedSenders();
    if (senders.isEmpty()) {
      channel.join(host, at);
    }
    for (InetAddress sender : senders) {
      channel.join(host, at, sender);
    }
  }

  @Override
  public void receive(DatagramBatch to) throws IOException {
    to.clear();
    selector.select(WAIT_MILLIS);
    selector.selectedKeys().clear();
    while (to.count() < DatagramBatch.MOST) {
      buffer.clear();
      if (!(channel.receive(buffer) instanceof InetSocketAddress sender)) {
        return;
      }
      buffer.flip();
      int number = to.count();
      int at = to.add(buffer.remaining(), 0);
      buffer.get(to.data(), at, buffer.remaining());
      byte[] host = sender.getAddress().getAddress();
      int place = number * DatagramBatch.SENDER_BYTES;
      System.arraycopy(host, 0, to.senders(), place, host.length);
      Bytes.put16(to.senders(), place + PORT_OFFSET, sender.getPort());
    }
  }

  @Override
  public InetSocketAddress localAddress() throws IOException {
    return (InetSocketAddress) channel.getLocalAddress();
  }

  @Override
  public int receiveBufferBytes() throws IOException {
    return channel.getOption(StandardSocketOptions.SO_RCVBUF);
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
