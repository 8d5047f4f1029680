package dev.sluice.net.libsrt;

import dev.sluice.base.foreign.SocketAddressBytes;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The hooks of listeners, behind one function that C can call. It finds the hook by a number: so a
 * late call for a closed listener finds none, and no memory of its own.
 */
final class ListenHooks {
  private static final int ADDRESS_BYTES = 28;

  /** Longest stream id in characters, and its end. */
  private static final int STREAM_ID_BYTES = 513;

  private static final int REJECT = -1;

  private final SrtFunctions functions;
  private final Map<Long, ListenHook> byNumber = new ConcurrentHashMap<>();
  private final AtomicLong last = new AtomicLong();
  private final long pointer;

  @SuppressWarnings("restricted") // The launcher grants native access; without it this throws.
  ListenHooks(SrtFunctions functions) {
    this.functions = functions;
    try {
      pointer =
          Linker.nativeLinker()
              .upcallStub(
                  MethodHandles.lookup()
                      .bind(
                          this,
                          "called",
                          MethodType.methodType(
                              int.class, long.class, int.class, int.class, long.class, long.class)),
                  FunctionDescriptor.of(
                      ValueLayout.JAVA_INT,
                      ValueLayout.JAVA_LONG,
                      ValueLayout.JAVA_INT,
                      ValueLayout.JAVA_INT,
                      ValueLayout.JAVA_LONG,
                      ValueLayout.JAVA_LONG),
                  Arena.global())
              .address();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the method below exists", e);
    }
  }

  /** Address of the function to call. */
  long pointer() {
    return pointer;
  }

  /** Adds a hook. Returns its number, the first argument of the function. */
  long add(ListenHook hook) {
    long number = last.incrementAndGet();
    byNumber.put(number, hook);
    return number;
  }

  void remove(long number) {
    byNumber.remove(number);
  }

  int count() {
    return byNumber.size();
  }

  /**
   * Called by libsrt: {@code int (void *opaque, SRTSOCKET, int hsversion, const struct sockaddr *,
   * const char *streamid)}. An exception would end the process.
   */
  int called(long number, int socket, int handshake, long address, long streamId) {
    try {
      ListenHook hook = byNumber.get(number);
      Optional<InetSocketAddress> peer = SocketAddressBytes.read(memory(address, ADDRESS_BYTES));
      int reason =
          hook == null || peer.isEmpty()
              ? RejectReason.FAULT
              : hook.decide(socket, peer.get(), memory(streamId, STREAM_ID_BYTES).getString(0));
      return reason == ListenHook.ACCEPT ? ListenHook.ACCEPT : rejected(socket, reason);
    } catch (Throwable e) {
      return REJECT;
    }
  }

  private int rejected(int socket, int reason) throws Throwable {
    int unused = (int) functions.setRejectReason.invokeExact(socket, reason);
    return REJECT;
  }

  @SuppressWarnings("restricted") // As above.
  private static MemorySegment memory(long address, int bytes) {
    return MemorySegment.ofAddress(address).reinterpret(bytes);
  }
}
