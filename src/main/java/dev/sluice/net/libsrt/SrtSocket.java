package dev.sluice.net.libsrt;

import static dev.sluice.net.libsrt.SrtFunctions.call;

import dev.sluice.base.foreign.SocketAddressBytes;
import java.io.Closeable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One SRT socket. Any thread may call any method; {@link #close} ends calls that block in others.
 * Calls that block do so in native code, so that they are for platform threads.
 */
public final class SrtSocket implements Closeable {
  private static final int ERROR = -1;
  private static final long NULL = 0;
  private static final int NO_HOOK = 0;
  private static final int ADDRESS_BYTES = 128;

  private final SrtFunctions functions;
  private final ListenHooks hooks;
  private final int number;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicLong hook = new AtomicLong(NO_HOOK);

  private SrtSocket(SrtFunctions functions, ListenHooks hooks, int number) {
    this.functions = functions;
    this.hooks = hooks;
    this.number = number;
  }

  static SrtSocket create(SrtFunctions functions, ListenHooks hooks) throws SrtException {
    int number = call(functions.create);
    if (number == ERROR) {
      throw new SrtException("No more SRT sockets can be made.");
    }
    return new SrtSocket(functions, hooks, number);
  }

  /** Number of the socket, which no other socket gets for a long time. */
  public int number() {
    return number;
  }

  /**
   * Sets an option to a number.
   *
   * @throws SrtException if the library refuses the value
   */
  public void set(SrtOption option, int value) throws SrtException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_INT, value);
      set(option, memory, Integer.BYTES);
    }
  }

  /**
   * Sets an option to a text.
   *
   * @throws SrtException if the library refuses the value
   */
  public void set(SrtOption option, String value) throws SrtException {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
      set(option, memory, bytes.length);
      memory.fill((byte) 0);
    }
  }

  private void set(SrtOption option, MemorySegment value, int bytes) throws SrtException {
    if (call(functions.setOption, number, option.number(), value.address(), bytes) == ERROR) {
      throw new SrtException("libsrt refuses the value of the option %s.".formatted(option));
    }
  }

  /**
   * Value of an option that is a number.
   *
   * @throws SrtException if the socket is closed
   */
  public int get(SrtOption option) throws SrtException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(ValueLayout.JAVA_LONG);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, Integer.BYTES);
      if (call(functions.getOption, number, option.number(), value.address(), length.address())
          == ERROR) {
        throw new SrtException("The SRT socket is closed.");
      }
      return value.get(ValueLayout.JAVA_INT, 0);
    }
  }

  /**
   * Listens. Callers are refused while there are {@code backlog} that were not accepted yet.
   *
   * @param hook decides on callers
   * @throws SrtException if the address is in use, or is no address of this machine
   */
  public void listen(InetSocketAddress address, int backlog, ListenHook hook) throws SrtException {
    int bound = withAddress(functions.bind, address);
    this.hook.set(hooks.add(hook));
    if (bound == ERROR
        || call(functions.listenHook, number, hooks.pointer(), this.hook.get()) == ERROR
        || call(functions.listen, number, backlog) == ERROR) {
      throw new SrtException(
          "SRT cannot listen at port %d: it is in use, or the address is none of this machine."
              .formatted(address.getPort()));
    }
  }

  private int withAddress(MethodHandle function, InetSocketAddress address) {
    MemorySegment name = SocketAddressBytes.of(address);
    try {
      return call(function, number, name.address(), (int) name.byteSize());
    } finally {
      Reference.reachabilityFence(name);
    }
  }

  /** Takes the next connected caller, without waiting. */
  public Optional<SrtSocket> accept() {
    int accepted = call(functions.accept, number, NULL, NULL);
    return accepted == ERROR
        ? Optional.empty()
        : Optional.of(new SrtSocket(functions, hooks, accepted));
  }

  /**
   * Connects. If reading blocks, this waits for the connection, and {@link #close} waits for it
   * too; otherwise {@link #state} tells when the connection is there.
   *
   * @throws SrtException with the reason of the peer or of this side
   */
  public void connect(InetSocketAddress address) throws SrtException {
    if (withAddress(functions.connect, address) == ERROR) {
      throw connectionFailed();
    }
  }

  /** The reason for which it could not be connected. */
  public SrtException connectionFailed() {
    return new SrtException(
        "The SRT connection failed: %s."
            .formatted(RejectReason.clause(call(functions.rejectReason, number))));
  }

  /** Address to which the socket is bound; empty if it is not. */
  public Optional<InetSocketAddress> localAddress() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocate(ADDRESS_BYTES, Long.BYTES);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, ADDRESS_BYTES);
      int result = call(functions.localName, number, name.address(), length.address());
      return result == ERROR ? Optional.empty() : SocketAddressBytes.read(name);
    }
  }

  /** State of the socket. */
  public SrtState state() {
    return state(number);
  }

  /** State of a socket that was given to a hook. */
  public SrtState state(int other) {
    return SrtState.of(call(functions.state, other));
  }

  /** Statistics since the last call; empty if the socket is not connected. */
  public Optional<SrtStatistics> statistics() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(SrtStatistics.BYTES, Long.BYTES);
      return call(functions.statistics, number, memory.address(), 1) == ERROR
          ? Optional.empty()
          : Optional.of(SrtStatistics.read(memory));
    }
  }

  /**
   * The reader of the messages of a connected socket, for one thread.
   *
   * @param arena owns its memory
   */
  public SrtMessages messages(Arena arena) {
    return new SrtMessages(functions, number, arena);
  }

  /** Closes the socket; only the first call has an effect. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      int unused = call(functions.close, number);
      hooks.remove(hook.get());
    }
  }
}
