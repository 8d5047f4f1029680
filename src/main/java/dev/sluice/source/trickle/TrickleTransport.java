package dev.sluice.source.trickle;

import dev.sluice.source.http.HttpConnector;
import dev.sluice.source.http.HttpTimes;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Inlet;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRequest;
import java.io.IOException;

/** Subscribes to a channel of media. */
public final class TrickleTransport implements Transport {
  private final TrickleAddress address;
  private final TransportRequest request;
  private final HttpTimes times;
  private final ChannelReader.Pause pause;

  TrickleTransport(TransportRequest request, HttpTimes times, ChannelReader.Pause pause)
      throws AddressException {
    this.address = TrickleAddress.of(request.address());
    this.request = request;
    this.times = times;
    this.pause = pause;
  }

  /** For addresses of the schemes {@code trickle+http} and {@code trickle+https}. */
  public static Transport open(TransportRequest request) throws AddressException {
    return new TrickleTransport(request, HttpTimes.DEFAULT, Thread::sleep);
  }

  @Override
  public Ended run(Inlet inlet) throws IOException, InterruptedException {
    try (HttpConnector connector =
        new HttpConnector(request.reach(), request.verifiesCertificates(), times)) {
      inlet.closeOnStop(connector);
      return new ChannelReader(connector, address, inlet, true, pause).read();
    } catch (IOException e) {
      if (inlet.stopped()) {
        return Ended.AGAIN;
      }
      throw e;
    }
  }
}
