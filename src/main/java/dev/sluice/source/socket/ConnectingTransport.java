package dev.sluice.source.socket;

import dev.sluice.source.transport.Inlet;
import dev.sluice.source.transport.StreamPump;
import dev.sluice.source.transport.Transport;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;

/** A source that the service connects to. */
final class ConnectingTransport implements Transport {
  private final Endpoint endpoint;

  ConnectingTransport(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public Ended run(Inlet inlet) throws IOException, InterruptedException {
    try (SocketChannel channel = endpoint.connect(inlet)) {
      inlet.connected();
      read(channel, endpoint.name(), inlet);
      return Ended.AGAIN;
    } catch (IOException e) {
      if (inlet.stopped()) {
        return Ended.AGAIN;
      }
      throw e;
    }
  }

  /** Reads to the end of the connection. */
  static void read(SocketChannel channel, String name, Inlet inlet)
      throws IOException, InterruptedException {
    try {
      boolean unused = StreamPump.pump(Channels.newInputStream(channel), inlet);
    } catch (ClosedByInterruptException e) {
      throw new InterruptedException("The source is detached.");
    } catch (IOException e) {
      throw new IOException(SocketFailures.ofRead(name, e), e);
    }
  }
}
