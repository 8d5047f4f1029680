package dev.sluice.net.udp;

import dev.sluice.base.foreign.CapturedErrno;
import dev.sluice.base.foreign.Errno;
import dev.sluice.base.foreign.MessageHeader;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Objects;
import java.util.Optional;

/**
 * Sends by {@code sendmmsg(2)} with UDP_SEGMENT (udp(7)): a run of datagrams is one message, and
 * one call sends many messages. Used by its shard's thread only.
 *
 * <pre>
 *  mmsghdr (64 bytes) of each message
 *  +------+---------+-----+--------+---------+------------+-------+------+
 *  | name | namelen | iov | iovlen | control | controllen | flags | sent |
 *  +------+---------+-----+--------+---------+------------+-------+------+
 *  0      8         16    24       32        40           48      56
 *
 *  its parts (40 bytes): iovec, cmsghdr with the segment size
 *  +------+--------+-----+-------+------+------+
 *  | base | length | len | level | type | size |
 *  +------+--------+-----+-------+------+------+
 *  0      8        16    24      28     32
 * </pre>
 */
final class NativeSender implements MessageSender {
  private static final AddressLayout POINTER = ValueLayout.ADDRESS;
  private static final int CMSG = 16;
  private static final int CMSG_LEVEL = CMSG + 8;
  private static final int CMSG_TYPE = CMSG + 12;
  private static final int CMSG_DATA = CMSG + 16;
  private static final long CMSG_LEN = 16 + Short.BYTES;
  private static final int CMSG_SPACE = 24;
  private static final int PARTS_BYTES = CMSG + CMSG_SPACE;
  private static final int SOL_UDP = 17;
  private static final int UDP_SEGMENT = 103;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int CACHE_LINE_BYTES = 64;

  private final MethodHandle sendmmsg;
  private final int descriptor;
  private final CapturedErrno errno;
  private final MemorySegment messages;
  private final MemorySegment parts;
  private final MemorySegment buffer;

  private NativeSender(MethodHandle sendmmsg, int descriptor) {
    this.sendmmsg = sendmmsg;
    this.descriptor = descriptor;
    Arena arena = Arena.ofAuto();
    errno = new CapturedErrno(arena);
    messages = arena.allocate((long) MESSAGES * MessageHeader.BYTES, CACHE_LINE_BYTES);
    parts = arena.allocate((long) MESSAGES * PARTS_BYTES, CACHE_LINE_BYTES);
    buffer = arena.allocate(BUFFER_BYTES, Long.BYTES);
    for (int i = 0; i < MESSAGES; i++) {
      long message = (long) i * MessageHeader.BYTES;
      long part = (long) i * PARTS_BYTES;
      messages.set(ValueLayout.JAVA_LONG, message + MessageHeader.IOVEC, parts.address() + part);
      messages.set(ValueLayout.JAVA_LONG, message + MessageHeader.IOVEC_COUNT, 1);
      messages.set(
          ValueLayout.JAVA_LONG, message + MessageHeader.CONTROL, parts.address() + part + CMSG);
      parts.set(ValueLayout.JAVA_LONG, part + CMSG, CMSG_LEN);
      parts.set(ValueLayout.JAVA_INT, part + CMSG_LEVEL, SOL_UDP);
      parts.set(ValueLayout.JAVA_INT, part + CMSG_TYPE, UDP_SEGMENT);
    }
  }

  /**
   * A sender for a socket's file descriptor; empty on platforms other than 64-bit Linux, where the
   * function or its structures differ.
   */
  @SuppressWarnings("restricted") // The launcher grants native access; without it this throws.
  static Optional<NativeSender> of(int descriptor) {
    boolean known = MessageHeader.known();
    Linker linker = Linker.nativeLinker();
    return known
        ? linker
            .defaultLookup()
            .find("sendmmsg")
            .map(
                symbol ->
                    linker.downcallHandle(
                        symbol,
                        FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            POINTER,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT),
                        CapturedErrno.OPTION))
            .map(handle -> new NativeSender(handle, descriptor))
        : Optional.empty();
  }

  @Override
  public void put(
      int number, MemorySegment to, MemorySegment data, long offset, int length, int segmentBytes) {
    long message = (long) number * MessageHeader.BYTES;
    long part = (long) number * PARTS_BYTES;
    messages.set(ValueLayout.JAVA_LONG, message + MessageHeader.NAME, to.address());
    messages.set(ValueLayout.JAVA_INT, message + MessageHeader.NAME_LENGTH, (int) to.byteSize());
    messages.set(
        ValueLayout.JAVA_LONG,
        message + MessageHeader.CONTROL_LENGTH,
        segmentBytes == 0 ? 0 : CMSG_SPACE);
    parts.set(ValueLayout.JAVA_LONG, part, addressOf(data, offset, length));
    parts.set(ValueLayout.JAVA_LONG, part + MessageHeader.IOVEC_LENGTH, length);
    parts.set(ValueLayout.JAVA_SHORT, part + CMSG_DATA, (short) segmentBytes);
  }

  private long addressOf(MemorySegment data, long offset, int length) {
    Objects.checkFromIndexSize(offset, length, data.byteSize());
    if (data.isNative()) {
      return data.address() + offset;
    }
    MemorySegment.copy(data, offset, buffer, 0, length);
    return buffer.address();
  }

  @Override
  public int send(int count) {
    while (true) {
      int sent = call(count);
      if (sent >= 0) {
        return sent;
      }
      int error = errno.value();
      if (error != Errno.EINTR) {
        return -error;
      }
    }
  }

  private int call(int count) {
    try {
      return (int) sendmmsg.invokeExact(errno.segment(), descriptor, messages, count, MSG_DONTWAIT);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("sendmmsg cannot be called", e);
    }
  }
}
