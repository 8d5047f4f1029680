package dev.sluice.net.libsrt;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/** A peer that sends: a caller, or the connection that a listener accepted. */
public final class SrtSender implements AutoCloseable {
  private static final MethodHandle SEND = send();

  private final SrtSocket socket;

  private SrtSender(SrtSocket socket) {
    this.socket = socket;
  }

  /** Whether the library is installed. Where CI is set, it must be. */
  public static boolean available() {
    try (SrtLibrary library = SrtLibrary.open()) {
      return !library.version().isEmpty();
    } catch (SrtException e) {
      return System.getenv("CI") != null;
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle send() {
    String file =
        SrtLibrary.candidates(java.util.Optional.empty(), "Linux", System.getProperty("os.arch"))
            .stream()
            .filter(name -> new java.io.File(name).exists())
            .findFirst()
            .orElseThrow();
    return Linker.nativeLinker()
        .downcallHandle(
            SymbolLookup.libraryLookup(file, Arena.global()).find("srt_send").orElseThrow(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
  }

  /** Connects to a port of this machine. */
  public static SrtSender connect(SrtLibrary library, int port, Map<SrtOption, Object> options)
      throws SrtException {
    SrtSocket socket = library.socket();
    try {
      for (Map.Entry<SrtOption, Object> option : options.entrySet()) {
        if (option.getValue() instanceof Integer number) {
          socket.set(option.getKey(), number);
        } else {
          socket.set(option.getKey(), option.getValue().toString());
        }
      }
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      return new SrtSender(socket);
    } catch (SrtException e) {
      socket.close();
      throw e;
    }
  }

  /** Around a connection that was accepted. */
  public static SrtSender of(SrtSocket socket) {
    return new SrtSender(socket);
  }

  /** Sends one message; false if the connection is broken. */
  public boolean send(byte[] message) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
      return (int) SEND.invokeExact(socket.number(), data, message.length) >= 0;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** State of the connection. */
  public SrtState state() {
    return socket.state();
  }

  @Override
  public void close() {
    socket.close();
  }
}
