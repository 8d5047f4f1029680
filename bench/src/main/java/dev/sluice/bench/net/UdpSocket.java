package dev.sluice.bench.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** A UDP socket at 127.0.0.1, registered with a reactor. */
public final class UdpSocket {
  private static final int AF_INET = 2;
  private static final int SOCK_DGRAM_NONBLOCK = 2 | 0x800;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;
  private static final int SOL_UDP = 17;
  private static final int UDP_GRO = 104;
  private static final int ADDRESS_BYTES = 16;
  private static final int LOOPBACK = 0x7F000001;
  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;
  private static final int MAX_SENT_BYTES = 2048;
  private static final ValueLayout.OfShort PORT = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt HOST = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);

  private final int fd;
  private final int port;
  private final DatagramHandler handler;
  private final MemorySegment sent = Arena.ofAuto().allocate(MAX_SENT_BYTES);

  /**
   * Opens a socket on any free port.
   *
   * @param gro true to let the kernel merge datagrams (UDP_GRO)
   */
  UdpSocket(DatagramHandler handler, boolean gro) throws IOException {
    this.handler = handler;
    this.fd = Libc.socket(AF_INET, SOCK_DGRAM_NONBLOCK, 0);
    if (fd < 0) {
      throw new IOException("cannot open a socket");
    }
    try (Arena arena = Arena.ofConfined()) {
      option(arena, SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER_BYTES);
      if (gro) {
        option(arena, SOL_UDP, UDP_GRO, 1);
      }
      this.port = bind(arena);
    }
  }

  private void option(Arena arena, int level, int name, int value) throws IOException {
    MemorySegment number = arena.allocateFrom(JAVA_INT, value);
    if (Libc.setsockopt(fd, level, name, number, Integer.BYTES) < 0) {
      throw new IOException("socket option " + level + "/" + name + " is refused");
    }
  }

  private int bind(Arena arena) throws IOException {
    MemorySegment address = address(arena, 0);
    MemorySegment length = arena.allocateFrom(JAVA_INT, ADDRESS_BYTES);
    if (Libc.bind(fd, address, ADDRESS_BYTES) < 0 || Libc.getsockname(fd, address, length) < 0) {
      throw new IOException("cannot bind a port");
    }
    return Short.toUnsignedInt(address.get(PORT, 2));
  }

  private static MemorySegment address(Arena arena, int port) {
    MemorySegment address = arena.allocate(ADDRESS_BYTES, Integer.BYTES);
    address.set(JAVA_SHORT, 0, (short) AF_INET);
    address.set(PORT, 2, (short) port);
    address.set(HOST, 4, LOOPBACK);
    return address;
  }

  /** Connects the socket to this port of 127.0.0.1: it sends to it and receives only from it. */
  public void connect(int remotePort) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      if (Libc.connect(fd, address(arena, remotePort), ADDRESS_BYTES) < 0) {
        throw new IOException("cannot connect to port " + remotePort);
      }
    }
  }

  /** Sends a datagram. A datagram that the kernel refuses is lost, like one lost in the network. */
  public synchronized void send(byte[] datagram, int offset, int length) {
    MemorySegment.copy(datagram, offset, sent, JAVA_BYTE, 0, length);
    long unused = Libc.send(fd, sent, length, 0);
  }

  /** The local port. */
  public int port() {
    return port;
  }

  int fd() {
    return fd;
  }

  DatagramHandler handler() {
    return handler;
  }
}
