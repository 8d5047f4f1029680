package dev.sluice.base.foreign;

import dev.sluice.base.bytes.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A socket address as the kernel expects it: {@code sockaddr_in} (ip(7)) or {@code sockaddr_in6}
 * (ipv6(7)). The family is in native byte order, port and address in network byte order.
 */
public final class SocketAddressBytes {
  private static final short AF_INET = 2;
  private static final short AF_INET6 = 10;
  private static final int IN_BYTES = 16;
  private static final int IN6_BYTES = 28;
  private static final int PORT_OFFSET = 2;
  private static final int IN_ADDRESS_OFFSET = 4;
  private static final int IN6_ADDRESS_OFFSET = 8;
  private static final int IN6_SCOPE_OFFSET = 24;
  private static final int IN_HOST_BYTES = 4;
  private static final int IN6_HOST_BYTES = 16;

  private SocketAddressBytes() {}

  /** The structure in native memory, which is freed with its last reference. */
  public static MemorySegment of(InetSocketAddress address) {
    boolean v6 = address.getAddress() instanceof Inet6Address;
    byte[] bytes = new byte[v6 ? IN6_BYTES : IN_BYTES];
    Bytes.put16(bytes, PORT_OFFSET, address.getPort());
    byte[] host = address.getAddress().getAddress();
    System.arraycopy(host, 0, bytes, v6 ? IN6_ADDRESS_OFFSET : IN_ADDRESS_OFFSET, host.length);
    MemorySegment segment = Arena.ofAuto().allocate(bytes.length, Integer.BYTES);
    MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
    segment.set(ValueLayout.JAVA_SHORT, 0, v6 ? AF_INET6 : AF_INET);
    if (address.getAddress() instanceof Inet6Address scoped) {
      segment.set(ValueLayout.JAVA_INT, IN6_SCOPE_OFFSET, scoped.getScopeId());
    }
    return segment;
  }

  /**
   * Reads the structure; empty for a family other than IPv4 and IPv6.
   *
   * @param segment memory that begins with it
   */
  public static Optional<InetSocketAddress> read(MemorySegment segment) {
    short family = segment.get(ValueLayout.JAVA_SHORT_UNALIGNED, 0);
    if (family != AF_INET && family != AF_INET6) {
      return Optional.empty();
    }
    boolean v6 = family == AF_INET6;
    byte[] bytes = segment.asSlice(0, v6 ? IN6_BYTES : IN_BYTES).toArray(ValueLayout.JAVA_BYTE);
    int from = v6 ? IN6_ADDRESS_OFFSET : IN_ADDRESS_OFFSET;
    byte[] host = Arrays.copyOfRange(bytes, from, from + (v6 ? IN6_HOST_BYTES : IN_HOST_BYTES));
    try {
      return Optional.of(
          new InetSocketAddress(InetAddress.getByAddress(host), Bytes.u16(bytes, PORT_OFFSET)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }
}
