package dev.sluice.source.datagram;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A socket that is read by {@link ReceiveMessages}. Numbers and structures are those of Linux on
 * x86-64 and aarch64: socket(7), ip(7), ipv6(7).
 */
final class NativeReceiver implements DatagramReceiver {
  private static final int SOL_SOCKET = 1;
  private static final int IPPROTO_IP = 0;
  private static final int IPPROTO_IPV6 = 41;
  private static final int SO_RCVTIMEO = 20;
  private static final int SO_RXQ_OVFL = 40;
  private static final int IP_MULTICAST_ALL = 49;
  private static final int IPV6_MULTICAST_ALL = 29;
  private static final int MCAST_JOIN_GROUP = 42;
  private static final int MCAST_JOIN_SOURCE_GROUP = 46;
  private static final short AF_INET = 2;
  private static final short AF_INET6 = 10;
  private static final int SOCKADDR_STORAGE_BYTES = 128;
  private static final int GROUP_OFFSET = 8;
  private static final int SOURCE_OFFSET = GROUP_OFFSET + SOCKADDR_STORAGE_BYTES;

  private final LinuxSocket socket;
  private final ReceiveMessages in;
  private boolean closed;

  private NativeReceiver(LinuxSocket socket, ReceiveMessages in) {
    this.socket = socket;
    this.in = in;
  }

  /**
   * Binds a socket; empty where the kernel is another one.
   *
   * @throws IOException if the address cannot be bound, or the group not joined
   */
  static Optional<DatagramReceiver> open(DatagramAddress address, int bufferBytes)
      throws IOException {
    if (!Epoll.isAvailable()) {
      return Optional.empty();
    }
    InetAddress host = address.resolvedHost();
    boolean v4 = host instanceof Inet4Address || (host == null && !LinuxSocket.isIPv6Preferred());
    LinuxSocket socket =
        LinuxSocket.newSocketDgram(v4 ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6);
    try {
      Optional<ReceiveMessages> in = ReceiveMessages.of(socket.intValue());
      if (in.isPresent()) {
        configure(socket, bufferBytes);
        bind(socket, address, host);
        return Optional.of(new NativeReceiver(socket, in.get()));
      }
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
    socket.close();
    return Optional.empty();
  }

  private static void configure(LinuxSocket socket, int bufferBytes) throws IOException {
    socket.setReceiveBufferSize(bufferBytes);
    socket.setIntOpt(SOL_SOCKET, SO_RXQ_OVFL, 1);
    ByteBuffer limit = ByteBuffer.allocateDirect(2 * Long.BYTES).order(ByteOrder.nativeOrder());
    limit.putLong(0).putLong(TimeUnit.MILLISECONDS.toMicros(WAIT_MILLIS)).flip();
    socket.setRawOpt(SOL_SOCKET, SO_RCVTIMEO, limit);
  }

  private static void bind(LinuxSocket socket, DatagramAddress address, @Nullable InetAddress host)
      throws IOException {
    if (host == null || !host.isMulticastAddress()) {
      socket.bind(new InetSocketAddress(host, address.port()));
      return;
    }
    // Another program may receive the same group. The address keeps out what is sent to others.
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(host, address.port()));
    boolean v6 = host instanceof Inet6Address;
    int level = v6 ? IPPROTO_IPV6 : IPPROTO_IP;
    socket.setIntOpt(level, v6 ? IPV6_MULTICAST_ALL : IP_MULTICAST_ALL, 0);
    NetworkInterface at = address.resolvedInterface(host);
    List<InetAddress> senders = address.resolvedSenders();
    if (senders.isEmpty()) {
      socket.setRawOpt(level, MCAST_JOIN_GROUP, request(host, null, at));
    }
    for (InetAddress sender : senders) {
      socket.setRawOpt(level, MCAST_JOIN_SOURCE_GROUP, request(host, sender, at));
    }
  }

  /** The structures {@code group_req} and {@code group_source_req}. */
  private static ByteBuffer request(
      InetAddress group, @Nullable InetAddress sender, @Nullable NetworkInterface at) {
    int bytes = SOURCE_OFFSET + (sender == null ? 0 : SOCKADDR_STORAGE_BYTES);
    ByteBuffer request = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    request.putInt(0, at == null ? 0 : at.getIndex());
    put(request, GROUP_OFFSET, group);
    if (sender != null) {
      put(request, SOURCE_OFFSET, sender);
    }
    return request;
  }

  /** {@code sockaddr_in} or {@code sockaddr_in6}; the port is not used. */
  private static void put(ByteBuffer to, int at, InetAddress address) {
    boolean v6 = address instanceof Inet6Address;
    to.putShort(at, v6 ? AF_INET6 : AF_INET);
    to.put(at + (v6 ? 8 : 4), address.getAddress());
  }

  @Override
  public void receive(DatagramBatch to) throws IOException {
    in.receive(to);
  }

  @Override
  public InetSocketAddress localAddress() {
    return socket.localAddress();
  }

  /** The kernel doubles the size for its own use, and tells the double. */
  @Override
  public int receiveBufferBytes() throws IOException {
    return socket.getReceiveBufferSize() / 2;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      socket.close();
    }
  }
}
