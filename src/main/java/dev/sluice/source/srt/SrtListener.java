package dev.sluice.source.srt;

import dev.sluice.net.libsrt.SrtException;
import dev.sluice.net.libsrt.SrtSocket;
import dev.sluice.source.transport.Inlet;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRequest;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A source that calls an address of its own. The socket listens from the first run on. It has one
 * connection at a time: as soon as that has sent transport packets, other callers are refused until
 * it has ended. Until then some callers may wait, so that a caller without media blocks no other.
 */
final class SrtListener implements Transport {
  /** Number of callers that may wait. The packets of each wait in memory, up to 12 MB. */
  private static final int MOST_WAITING = 4;

  /** Silence after which a caller makes room for one that waits. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final String CONNECTED = "Another caller is connected.";
  private static final int PACKET_BYTES = 188;
  private static final byte SYNC = 0x47;

  private final SrtRuntime runtime;
  private final TransportRequest request;
  private final SrtOptions options;
  private volatile boolean occupied;
  private volatile @Nullable SrtAcceptor<String> acceptor;

  SrtListener(SrtRuntime runtime, TransportRequest request, SrtOptions options) {
    this.runtime = runtime;
    this.request = request;
    this.options = options;
  }

  @Override
  public Ended run(Inlet inlet) throws IOException, InterruptedException {
    runtime.enter();
    try {
      SrtAcceptor<String> open = listening();
      inlet.closeOnStop(open);
      try (SrtSocket socket = nextCaller(open)) {
        if (socket != null) {
          inlet.closeOnStop(socket);
          SrtOptions.applyToReader(socket);
          // Also a peer that has vanished is followed by the next one without a pause.
          new SrtReader(socket, request.stream(), inlet, runtime.counters()).read(new Entry(open));
        }
      }
    } finally {
      occupied = false;
      runtime.leave();
    }
    return Ended.NEXT_PEER;
  }

  /** Waits for the next connection; null if the acceptor was closed. */
  private @Nullable SrtSocket nextCaller(SrtAcceptor<String> open) throws InterruptedException {
    while (true) {
      Optional<SrtAcceptor.Arrival<String>> arrival = open.next();
      if (arrival.isEmpty()) {
        acceptor = null;
        return null;
      }
      SrtSocket socket = connected(arrival.get());
      if (socket != null) {
        return socket;
      }
    }
  }

  private @Nullable SrtSocket connected(SrtAcceptor.Arrival<String> arrival) {
    if (arrival.socket() == null) {
      runtime.failedHandshake(request.stream(), !options.passphrase().isEmpty());
    }
    return arrival.socket();
  }

  /** Decides on the caller that is read. */
  private final class Entry implements SrtEntry {
    private final SrtAcceptor<String> open;

    Entry(SrtAcceptor<String> open) {
      this.open = open;
    }

    @Override
    public boolean waits(long nanos) {
      boolean waits = nanos < PATIENCE_NANOS || open.waiting() == 0;
      if (!waits) {
        SrtRefusedException unused =
            tell(SrtRefusal.NO_MEDIA, "It sent nothing, and another caller waited.");
      }
      return waits;
    }

    @Override
    public boolean takes(MemorySegment packet) throws InterruptedException {
      occupied = isTransportStream(packet);
      if (!occupied) {
        SrtRefusedException unused =
            tell(SrtRefusal.NO_MEDIA, "It sends no MPEG transport stream.");
        return false;
      }
      turnOthersAway();
      return true;
    }

    private void turnOthersAway() throws InterruptedException {
      while (open.waiting() > 0) {
        Optional<SrtAcceptor.Arrival<String>> other = open.next();
        if (other.isEmpty()) {
          return;
        }
        try (SrtSocket socket = connected(other.get())) {
          if (socket != null) {
            SrtRefusedException unused = tell(SrtRefusal.OCCUPIED, CONNECTED);
          }
        }
      }
    }
  }

  /** Whether each 188th byte is a sync byte; where it does not begin with one, at least two are. */
  private static boolean isTransportStream(MemorySegment packet) {
    for (int first = 0; first < PACKET_BYTES && first < packet.byteSize(); first++) {
      long at = first;
      while (at < packet.byteSize() && packet.get(ValueLayout.JAVA_BYTE, at) == SYNC) {
        at += PACKET_BYTES;
      }
      if (at >= packet.byteSize() && (first == 0 || at - first > PACKET_BYTES)) {
        return true;
      }
    }
    return false;
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
      throw tell(SrtRefusal.STREAM_ID, "It has another stream id.");
    }
    SrtAcceptor<String> open = acceptor;
    if (occupied || (open != null && open.waiting() >= MOST_WAITING)) {
      throw tell(SrtRefusal.OCCUPIED, CONNECTED);
    }
    return streamId;
  }

  /** Counts and logs a refusal: not an error of the source, since anybody may call. */
  private SrtRefusedException tell(SrtRefusal refusal, String sentence) {
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
