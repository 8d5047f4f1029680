package dev.sluice.source.datagram;

import dev.sluice.base.foreign.CapturedErrno;
import dev.sluice.base.foreign.Errno;
import dev.sluice.base.foreign.MessageHeader;
import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Receives by {@code recvmmsg(2)}: one call waits for a datagram and takes all that are there, with
 * the number of datagrams that the kernel dropped before each (SO_RXQ_OVFL, socket(7)).
 *
 * <pre>
 *  mmsghdr (64 bytes) of each datagram
 *  +------+---------+-----+--------+---------+------------+-------+-----------+
 *  | name | namelen | iov | iovlen | control | controllen | flags | received  |
 *  +------+---------+-----+--------+---------+------------+-------+-----------+
 *  0      8         16    24       32        40           48      56
 *
 *  its parts (72 bytes): iovec, sockaddr, cmsghdr with the dropped datagrams
 *  +------+--------+----------+-----+-------+------+---------+
 *  | base | length | sockaddr | len | level | type | dropped |
 *  +------+--------+----------+-----+-------+------+---------+
 *  0      8        16         48    56      60     64
 * </pre>
 */
final class ReceiveMessages {
  private static final AddressLayout POINTER = ValueLayout.ADDRESS;
  private static final int SOCKADDR = 16;
  private static final int SOCKADDR_BYTES = 32;
  private static final int CMSG = SOCKADDR + SOCKADDR_BYTES;
  private static final int CMSG_DATA = CMSG + 16;
  private static final int CMSG_SPACE = 24;
  private static final int PARTS_BYTES = CMSG + CMSG_SPACE;
  private static final int PORT_OFFSET = 2;
  private static final int IN_ADDRESS_OFFSET = 4;
  private static final int IN_ADDRESS_BYTES = 4;
  private static final int IN6_ADDRESS_OFFSET = 8;
  private static final int IN6_ADDRESS_BYTES = 16;
  private static final int IN_BYTES = 16;
  private static final int MSG_WAITFORONE = 0x10000;
  private static final int F_SETFL = 4;
  private static final int CACHE_LINE_BYTES = 64;

  private final MethodHandle recvmmsg;
  private final int descriptor;
  private final CapturedErrno errno;
  private final MemorySegment messages;
  private final MemorySegment parts;
  private final MemorySegment buffer;
  private long kernelDrops;

  private ReceiveMessages(MethodHandle recvmmsg, int descriptor) {
    this.recvmmsg = recvmmsg;
    this.descriptor = descriptor;
    Arena arena = Arena.ofAuto();
    errno = new CapturedErrno(arena);
    messages = arena.allocate((long) DatagramBatch.MOST * MessageHeader.BYTES, CACHE_LINE_BYTES);
    parts = arena.allocate((long) DatagramBatch.MOST * PARTS_BYTES, CACHE_LINE_BYTES);
    // Only the pages that datagrams fill are ever in memory.
    buffer =
        arena.allocate(
            (long) DatagramBatch.MOST * DatagramReceiver.MAX_DATAGRAM_BYTES, CACHE_LINE_BYTES);
    for (int i = 0; i < DatagramBatch.MOST; i++) {
      long message = (long) i * MessageHeader.BYTES;
      long part = (long) i * PARTS_BYTES;
      messages.set(
          ValueLayout.JAVA_LONG, message + MessageHeader.NAME, parts.address() + part + SOCKADDR);
      messages.set(ValueLayout.JAVA_LONG, message + MessageHeader.IOVEC, parts.address() + part);
      messages.set(ValueLayout.JAVA_LONG, message + MessageHeader.IOVEC_COUNT, 1);
      messages.set(
          ValueLayout.JAVA_LONG, message + MessageHeader.CONTROL, parts.address() + part + CMSG);
      parts.set(ValueLayout.JAVA_LONG, part, buffer.address() + bufferOffset(i));
      parts.set(
          ValueLayout.JAVA_LONG,
          part + MessageHeader.IOVEC_LENGTH,
          DatagramReceiver.MAX_DATAGRAM_BYTES);
    }
  }

  private static long bufferOffset(int number) {
    return (long) number * DatagramReceiver.MAX_DATAGRAM_BYTES;
  }

  /**
   * A receiver for the descriptor of a socket, which is made to block; empty on platforms other
   * than 64-bit Linux, where the functions or their structures differ.
   */
  static Optional<ReceiveMessages> of(int descriptor) {
    boolean known = MessageHeader.known();
    if (!known || !makeBlocking(descriptor)) {
      return Optional.empty();
    }
    return function(
            "recvmmsg",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                POINTER,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                POINTER),
            CapturedErrno.OPTION)
        .map(handle -> new ReceiveMessages(handle, descriptor));
  }

  @SuppressWarnings("restricted") // The launcher grants native access; without it this throws.
  private static Optional<MethodHandle> function(
      String name, FunctionDescriptor types, Linker.Option option) {
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find(name)
        .map(symbol -> linker.downcallHandle(symbol, types, option));
  }

  /** Netty makes sockets that do not block. */
  private static boolean makeBlocking(int descriptor) {
    Optional<MethodHandle> fcntl =
        function(
            "fcntl",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    try {
      return fcntl.isPresent() && (int) fcntl.get().invokeExact(descriptor, F_SETFL, 0) == 0;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("fcntl cannot be called", e);
    }
  }

  /**
   * Waits for a datagram, as long as the socket's time limit allows, and takes all that are there.
   *
   * @param to gets them; empty if none came in time
   * @throws IOException with the errno, if the socket fails
   */
  void receive(DatagramBatch to) throws IOException {
    to.clear();
    for (int i = 0; i < DatagramBatch.MOST; i++) {
      long message = (long) i * MessageHeader.BYTES;
      messages.set(ValueLayout.JAVA_INT, message + MessageHeader.NAME_LENGTH, SOCKADDR_BYTES);
      messages.set(ValueLayout.JAVA_LONG, message + MessageHeader.CONTROL_LENGTH, CMSG_SPACE);
    }
    int count = call();
    if (count < 0) {
      int error = errno.value();
      if (error == Errno.EAGAIN || error == Errno.EINTR) {
        return;
      }
      throw new IOException("The UDP socket failed (errno %d).".formatted(error));
    }
    for (int i = 0; i < count; i++) {
      add(i, to);
    }
  }

  private int call() {
    try {
      return (int)
          recvmmsg.invokeExact(
              errno.segment(),
              descriptor,
              messages,
              DatagramBatch.MOST,
              MSG_WAITFORONE,
              MemorySegment.NULL);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("recvmmsg cannot be called", e);
    }
  }

  private void add(int number, DatagramBatch to) {
    long message = (long) number * MessageHeader.BYTES;
    long part = (long) number * PARTS_BYTES;
    int length = messages.get(ValueLayout.JAVA_INT, message + MessageHeader.DONE);
    // The kernel leaves the number out while it is zero.
    if (messages.get(ValueLayout.JAVA_LONG, message + MessageHeader.CONTROL_LENGTH) > 0) {
      kernelDrops = Integer.toUnsignedLong(parts.get(ValueLayout.JAVA_INT, part + CMSG_DATA));
    }
    int at = to.add(length, kernelDrops);
    MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, bufferOffset(number), to.data(), at, length);
    boolean v4 =
        messages.get(ValueLayout.JAVA_INT, message + MessageHeader.NAME_LENGTH) == IN_BYTES;
    int sender = number * DatagramBatch.SENDER_BYTES;
    int address = v4 ? IN_ADDRESS_BYTES : IN6_ADDRESS_BYTES;
    MemorySegment.copy(
        parts,
        ValueLayout.JAVA_BYTE,
        part + SOCKADDR + (v4 ? IN_ADDRESS_OFFSET : IN6_ADDRESS_OFFSET),
        to.senders(),
        sender,
        address);
    MemorySegment.copy(
        parts,
        ValueLayout.JAVA_BYTE,
        part + SOCKADDR + PORT_OFFSET,
        to.senders(),
        sender + IN6_ADDRESS_BYTES,
        Short.BYTES);
  }
}
