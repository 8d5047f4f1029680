package dev.sluice.source.srt;

import dev.sluice.net.libsrt.SrtException;
import dev.sluice.net.libsrt.SrtSocket;
import dev.sluice.net.libsrt.SrtState;
import dev.sluice.source.transport.Inlet;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.locks.LockSupport;

/** A source that is called. */
final class SrtCaller implements Transport {
  private static final long CONNECT_POLL_NANOS = 2_000_000;

  private final SrtRuntime runtime;
  private final TransportRequest request;
  private final SrtOptions options;

  SrtCaller(SrtRuntime runtime, TransportRequest request, SrtOptions options) {
    this.runtime = runtime;
    this.request = request;
    this.options = options;
  }

  @Override
  public Ended run(Inlet inlet) throws IOException, InterruptedException {
    runtime.enter();
    try (SrtSocket socket = connected(inlet)) {
      SrtReader reader = new SrtReader(socket, request.stream(), inlet, runtime.counters());
      reader.read(SrtEntry.within(Long.MAX_VALUE));
      reader.requireEndInTime(inlet);
    } finally {
      runtime.leave();
    }
    return Ended.AGAIN;
  }

  /** Tries the addresses of the host in turn. */
  private SrtSocket connected(Inlet inlet) throws IOException, InterruptedException {
    IOException failure = new SrtException("The host has no address.");
    for (InetAddress address : request.reach().resolve(request.address().host())) {
      SrtSocket socket = runtime.library().socket();
      try {
        inlet.closeOnStop(socket);
        connect(socket, new InetSocketAddress(address, request.address().port()), inlet);
        return socket;
      } catch (SrtException e) {
        socket.close();
        failure = e;
      } catch (InterruptedException e) {
        socket.close();
        throw e;
      }
      if (inlet.stopped()) {
        break;
      }
    }
    throw failure;
  }

  /** Looks for the connection again and again: a call that waits for it could not be ended. */
  private void connect(SrtSocket socket, InetSocketAddress address, Inlet inlet)
      throws SrtException, InterruptedException {
    options.applyToCaller(socket);
    socket.connect(address);
    while (socket.state() == SrtState.OPEN && !inlet.stopped()) {
      LockSupport.parkNanos(CONNECT_POLL_NANOS);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    if (socket.state() != SrtState.CONNECTED) {
      throw socket.connectionFailed();
    }
    SrtOptions.applyToReader(socket);
  }
}
