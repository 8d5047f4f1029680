package dev.sluice.source.srt;

import dev.sluice.net.libsrt.SrtException;
import dev.sluice.net.libsrt.SrtSocket;
import dev.sluice.source.transport.Inlet;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A source that calls an address of its own. The socket listens from the first run on. It has one
 * connection at a time: other callers are refused until that has ended.
 */
final class SrtListener implements Transport {
  private final SrtRuntime runtime;
  private final TransportRequest request;
  private final SrtOptions options;
  private final AtomicBoolean occupied = new AtomicBoolean();
  private @Nullable SrtAcceptor<String> acceptor;

  SrtListener(SrtRuntime runtime, TransportRequest request, SrtOptions options) {
    this.runtime = runtime;
    this.request = request;
    this.options = options;
  }

  @Override
  public Ended run(Inlet inlet) throws IOException, InterruptedException {
    runtime.enter();
    try (SrtSocket socket = nextCaller(inlet)) {
      if (socket != null) {
        inlet.closeOnStop(socket);
        SrtOptions.applyToReader(socket);
        // Also a peer that has vanished is followed by the next one without a pause.
        new SrtReader(socket, request.stream(), inlet, runtime.counters()).read(Long.MAX_VALUE);
      }
    } finally {
      runtime.leave();
    }
    return Ended.NEXT_PEER;
  }

  /** Waits for the next connection; null if the inlet must stop. */
  private @Nullable SrtSocket nextCaller(Inlet inlet) throws SrtException, InterruptedException {
    SrtAcceptor<String> open = listening();
    inlet.closeOnStop(open);
    while (true) {
      occupied.set(false);
      Optional<SrtAcceptor.Arrival<String>> arrival = open.next();
      if (arrival.isEmpty()) {
        acceptor = null;
        return null;
      }
      SrtSocket socket = arrival.get().socket();
      if (socket != null) {
        return socket;
      }
      // Not an error of the source: anybody may try.
      runtime.failedHandshake(request.stream(), !options.passphrase().isEmpty());
    }
  }

  private SrtAcceptor<String> listening() throws SrtException {
    SrtAcceptor<String> known = acceptor;
    if (known != null) {
      return known;
    }
    String host = request.address().host();
    int port = request.address().port();
    SrtAcceptor<String> opened =
        host.isEmpty()
            ? SrtAcceptor.openEverywhere(runtime.library(), port, options, this::admit)
            : SrtAcceptor.open(
                runtime.library(),
                new InetSocketAddress(literal(host), port),
                options,
                this::admit);
    acceptor = opened;
    return opened;
  }

  private static InetAddress literal(String host) throws SrtException {
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException e) {
      throw new SrtException(
          "An srt address with mode=listener has an address of this machine as host, or none.");
    }
  }

  private String admit(InetSocketAddress peer, String streamId) throws SrtRefusedException {
    if (!options.streamId().isEmpty() && !options.streamId().equals(streamId)) {
      throw refused(SrtRefusal.STREAM_ID, "The caller has another stream id.");
    }
    if (!occupied.compareAndSet(false, true)) {
      throw refused(SrtRefusal.OCCUPIED, "Another caller is connected.");
    }
    return streamId;
  }

  private SrtRefusedException refused(SrtRefusal refusal, String sentence) {
    SrtRefusedException refused = new SrtRefusedException(refusal, sentence);
    runtime.refused(request.stream(), refused);
    return refused;
  }

  @Override
  public boolean exclusive() {
    return true;
  }

  @Override
  public void close() {
    SrtAcceptor<String> open = acceptor;
    if (open != null) {
      open.close();
    }
  }
}
