package dev.sluice.source.socket;

import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Inlet;
import dev.sluice.source.transport.Reach;
import dev.sluice.source.transport.SourceAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/**
 * A TCP port of a host, or of this machine.
 *
 * @param host empty for all local addresses
 * @param reach resolves the host to connect to
 */
record TcpEndpoint(String host, int port, Reach reach) implements Endpoint {
  static final String SCHEME = "tcp";

  private static final String LISTEN = "listen";
  private static final Set<String> ALL_LOCAL = Set.of("", "0.0.0.0", "::");
  private static final Set<String> YES = Set.of("", "1", "true");
  private static final Set<String> NO = Set.of("0", "false");
  private static final int CONNECT_MILLIS = 5000;

  /** A peer that is gone without a word is found after 25 s of silence. */
  private static final int KEEP_IDLE_SECONDS = 10;

  private static final int KEEP_INTERVAL_SECONDS = 5;
  private static final int KEEP_COUNT = 3;

  /**
   * Reads {@code tcp://HOST:PORT} and {@code tcp://:PORT}.
   *
   * @throws AddressException if it is none
   */
  static TcpEndpoint of(SourceAddress address, Reach reach) throws AddressException {
    address.requireOptions(Set.of(LISTEN));
    if (address.port() < 0) {
      throw new AddressException("The address lacks the port, as in tcp://HOST:5000.");
    }
    if (!address.path().isEmpty() && !address.path().equals("/")) {
      throw new AddressException("An address by TCP has no path behind the port.");
    }
    return new TcpEndpoint(address.host(), address.port(), reach);
  }

  /**
   * Whether an address is to be listened at: with {@code ?listen}, as in ffmpeg, and where there is
   * no host to connect to.
   */
  static boolean listens(SourceAddress address) throws AddressException {
    String value = address.option(LISTEN).orElse("false");
    if (!YES.contains(value) && !NO.contains(value)) {
      throw new AddressException("The option listen of the address is true or false.");
    }
    return YES.contains(value) || ALL_LOCAL.contains(address.host());
  }

  @Override
  public SocketChannel connect(Inlet inlet) throws IOException {
    IOException last = new IOException("The host %s is not known.".formatted(host));
    for (InetAddress address : reach.resolve(host)) {
      SocketChannel channel = SocketChannel.open();
      try {
        inlet.closeOnStop(channel);
        channel.socket().connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
        watch(channel);
        return channel;
      } catch (IOException e) {
        channel.close();
        last = new IOException(SocketFailures.ofConnect(name(), e), e);
      }
    }
    throw last;
  }

  /** Has the kernel find out that the peer is gone. */
  static void watch(SocketChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    set(channel, ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_IDLE_SECONDS);
    set(channel, ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEP_INTERVAL_SECONDS);
    set(channel, ExtendedSocketOptions.TCP_KEEPCOUNT, KEEP_COUNT);
  }

  private static void set(SocketChannel channel, SocketOption<Integer> option, int value)
      throws IOException {
    if (channel.supportedOptions().contains(option)) {
      channel.setOption(option, value);
    }
  }

  @Override
  public ServerSocketChannel listen() throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      InetAddress local = host.isEmpty() ? null : InetAddress.getByName(host);
      return channel.bind(new InetSocketAddress(local, port));
    } catch (UnknownHostException e) {
      channel.close();
      throw new IOException("The host %s is not known.".formatted(host), e);
    } catch (IOException e) {
      channel.close();
      throw new IOException(SocketFailures.ofListen("TCP port " + port, name(), e), e);
    }
  }

  @Override
  public String name() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
