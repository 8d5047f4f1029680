package dev.sluice.source.srt;

import dev.sluice.net.libsrt.SrtException;
import dev.sluice.net.libsrt.SrtLibrary;
import dev.sluice.net.libsrt.SrtOption;
import dev.sluice.net.libsrt.SrtSender;
import dev.sluice.source.http.CollectingInlet;
import dev.sluice.source.transport.SourceAddress;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRequest;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A runtime with the real library, and peers that send. */
final class SrtFixture implements AutoCloseable {
  private static final long POLL_NANOS = 1_000_000;
  private static final int MOST_POLLS = 20_000;

  final SrtRuntime runtime = new SrtRuntime();
  final SrtLibrary library;

  SrtFixture() throws SrtException {
    library = runtime.library();
  }

  Transport transport(String address) throws Exception {
    return new SrtTransports(runtime)
        .open(
            new TransportRequest(
                "live",
                SourceAddress.parse(address),
                host -> List.of(InetAddress.ofLiteral("127.0.0.1")),
                true));
  }

  /** Runs a transport on a thread of its own. */
  static FutureTask<Transport.Ended> run(Transport transport, CollectingInlet inlet) {
    FutureTask<Transport.Ended> run = new FutureTask<>(() -> transport.run(inlet));
    Thread.ofPlatform().daemon().start(run);
    return run;
  }

  SrtSender caller(int port, Map<SrtOption, Object> options) throws SrtException {
    return SrtSender.connect(library, port, options);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Bytes that begin as a transport packet does. */
  static byte[] packet(String text) {
    return bytes("G" + text);
  }

  static void await(String what, BooleanSupplier condition) {
    for (int i = 0; i < MOST_POLLS; i++) {
      if (condition.getAsBoolean()) {
        return;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    throw new AssertionError("not in time: " + what);
  }

  @Override
  public void close() {
    runtime.close();
    if (runtime.abandoned()) {
      // Else the process that runs the tests would wait for the library without end.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(1)));
      throw new AssertionError("a thread did not leave libsrt in time");
    }
  }
}
