package dev.sluice.source.trickle;

import dev.sluice.source.http.HttpConnector;
import dev.sluice.source.http.HttpTimes;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Inlet;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRequest;
import java.io.IOException;

/** Subscribes to a channel, of media or of data. */
public final class TrickleTransport implements Transport {
  private final TrickleAddress address;
  private final TransportRequest request;
  private final boolean media;
  private final HttpTimes times;
  private final ChannelReader.Pause pause;

  /**
   * @param media whether segments must be media
   */
  TrickleTransport(
      TransportRequest request, boolean media, HttpTimes times, ChannelReader.Pause pause)
      throws AddressException {
    this.address = TrickleAddress.of(request.address());
    this.request = request;
    this.media = media;
    this.times = times;
    this.pause = pause;
  }

  /** For addresses of the schemes {@code trickle+http} and {@code trickle+https}. */
  public static Transport open(TransportRequest request) throws AddressException {
    return new TrickleTransport(request, true, HttpTimes.DEFAULT, Thread::sleep);
  }

  /** Like {@link #open}, for a channel of JSON beside the media. */
  public static Transport openData(TransportRequest request) throws AddressException {
    return new TrickleTransport(request, false, HttpTimes.DEFAULT, Thread::sleep);
  }

  @Override
  public Ended run(Inlet inlet) throws IOException, InterruptedException {
    try (HttpConnector connector =
        new HttpConnector(request.reach(), request.verifiesCertificates(), times)) {
      inlet.closeOnStop(connector);
      return new ChannelReader(connector, address, inlet, media, pause).read();
    } catch (IOException e) {
      if (inlet.stopped()) {
        return Ended.AGAIN;
      }
      throw e;
    }
  }
}
