package dev.sluice.udp;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/**
 * {@code sendmsg(2)} with UDP_SEGMENT (udp(7)) on a socket of ours: a run of datagrams is one call,
 * and what the kernel says comes back at once. Belongs to one shard's thread.
 *
 * <pre>
 *  msghdr (56 bytes)                         cmsghdr (16) + segment size (2)
 *  +------+---------+-----+--------+---------+------------+-------+
 *  | name | namelen | iov | iovlen | control | controllen | flags |
 *  +------+---------+-----+--------+---------+------------+-------+
 * </pre>
 */
final class NativeSender implements DatagramOut {
  private static final AddressLayout POINTER = ValueLayout.ADDRESS;
  private static final int NAME = 0;
  private static final int NAME_LENGTH = 8;
  private static final int IOVEC = 16;
  private static final int IOVEC_COUNT = 24;
  private static final int CONTROL = 32;
  private static final int CONTROL_LENGTH = 40;
  private static final int MSGHDR_BYTES = 56;
  private static final int IOVEC_BYTES = 16;
  private static final int CMSG_LEVEL = 8;
  private static final int CMSG_TYPE = 12;
  private static final int CMSG_DATA = 16;
  private static final long CMSG_LEN = CMSG_DATA + Short.BYTES;
  private static final int CMSG_SPACE = 24;
  private static final int SOL_UDP = 17;
  private static final int UDP_SEGMENT = 103;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int BUFFER_BYTES = 64 * 1024;

  private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");
  private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final MethodHandle sendmsg;
  private final int descriptor;
  private final MemorySegment captured;
  private final MemorySegment message;
  private final MemorySegment iovec;
  private final MemorySegment control;
  private final MemorySegment buffer;

  private NativeSender(MethodHandle sendmsg, int descriptor) {
    this.sendmsg = sendmsg;
    this.descriptor = descriptor;
    Arena arena = Arena.ofAuto();
    captured = arena.allocate(CAPTURED);
    message = arena.allocate(MSGHDR_BYTES, Long.BYTES);
    iovec = arena.allocate(IOVEC_BYTES, Long.BYTES);
    control = arena.allocate(CMSG_SPACE, Long.BYTES);
    buffer = arena.allocate(BUFFER_BYTES, Long.BYTES);
    message.set(POINTER, IOVEC, iovec);
    message.set(ValueLayout.JAVA_LONG, IOVEC_COUNT, 1);
    control.set(ValueLayout.JAVA_LONG, 0, CMSG_LEN);
    control.set(ValueLayout.JAVA_INT, CMSG_LEVEL, SOL_UDP);
    control.set(ValueLayout.JAVA_INT, CMSG_TYPE, UDP_SEGMENT);
  }

  /**
   * A sender for the socket with that file descriptor; empty where the C library has no such
   * function or its structures are not these (anything but 64-bit Linux).
   */
  @SuppressWarnings("restricted") // The launcher grants native access; without it this throws.
  static Optional<NativeSender> of(int descriptor) {
    boolean known =
        System.getProperty("os.name").equals("Linux") && POINTER.byteSize() == Long.BYTES;
    Linker linker = Linker.nativeLinker();
    return known
        ? linker
            .defaultLookup()
            .find("sendmsg")
            .map(
                symbol ->
                    linker.downcallHandle(
                        symbol,
                        FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            POINTER,
                            ValueLayout.JAVA_INT),
                        CAPTURE))
            .map(handle -> new NativeSender(handle, descriptor))
        : Optional.empty();
  }

  @Override
  public void load(byte[] data, int offset, int length) {
    MemorySegment.copy(data, offset, buffer, ValueLayout.JAVA_BYTE, 0, length);
  }

  @Override
  public int send(MemorySegment address, int offset, int length, int segmentBytes) {
    message.set(POINTER, NAME, address);
    message.set(ValueLayout.JAVA_INT, NAME_LENGTH, (int) address.byteSize());
    iovec.set(ValueLayout.JAVA_LONG, 0, buffer.address() + offset);
    iovec.set(ValueLayout.JAVA_LONG, 8, length);
    message.set(POINTER, CONTROL, segmentBytes == 0 ? MemorySegment.NULL : control);
    message.set(ValueLayout.JAVA_LONG, CONTROL_LENGTH, segmentBytes == 0 ? 0 : CMSG_SPACE);
    control.set(ValueLayout.JAVA_SHORT, CMSG_DATA, (short) segmentBytes);
    while (true) {
      long sent = call();
      if (sent >= 0) {
        return 0;
      }
      int error = (int) ERRNO.get(captured, 0L);
      if (error != Errno.EINTR) {
        return error;
      }
    }
  }

  private long call() {
    try {
      return (long) sendmsg.invokeExact(captured, descriptor, message, MSG_DONTWAIT);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("sendmsg cannot be called", e);
    }
  }
}
