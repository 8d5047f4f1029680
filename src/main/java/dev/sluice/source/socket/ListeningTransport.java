package dev.sluice.source.socket;

import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.base.tasks.FaultGuard;
import dev.sluice.source.transport.Inlet;
import dev.sluice.source.transport.Transport;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ServerSocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A source that connects to the service. The socket listens as long as the source is attached; a
 * newer peer replaces the one before, as an encoder that has lost its connection comes back long
 * before the service finds out.
 */
final class ListeningTransport implements Transport {
  private final Endpoint endpoint;
  private final String stream;
  private final RateLimitedLog log;
  private final FaultGuard faults;
  private @Nullable NewestPeer peers;

  ListeningTransport(Endpoint endpoint, String stream, RateLimitedLog log, FaultGuard faults) {
    this.endpoint = endpoint;
    this.stream = stream;
    this.log = log;
    this.faults = faults;
  }

  @Override
  public Ended run(Inlet inlet) throws IOException, InterruptedException {
    NewestPeer open = peers;
    if (open == null) {
      ServerSocketChannel socket = endpoint.listen();
      open = new NewestPeer(socket, stream, log, faults);
      peers = open;
    }
    inlet.closeOnStop(open::wake);
    NewestPeer.Peer peer = open.await(inlet);
    if (peer == null) {
      return Ended.NEXT_PEER;
    }
    try {
      inlet.closeOnStop(peer.channel());
      inlet.connected();
      if (inlet.feed(peer.first(), 0, peer.first().length)) {
        ConnectingTransport.read(peer.channel(), endpoint.name(), inlet);
      }
    } catch (IOException e) {
      if (!inlet.stopped() && !open.replaced(peer)) {
        throw e;
      }
    } finally {
      open.done(peer);
    }
    return Ended.NEXT_PEER;
  }

  @Override
  public boolean exclusive() {
    return true;
  }

  @Override
  public void close() {
    NewestPeer open = peers;
    if (open == null) {
      return;
    }
    try {
      open.close();
      endpoint.unlisten();
    } catch (IOException e) {
      log.log(Level.DEBUG, "close " + stream, "A listening socket cannot be closed", e);
    }
  }
}
