package dev.sluice.source.http;

import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Inlet;
import dev.sluice.source.transport.Reach;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRequest;
import java.io.IOException;
import java.util.Map;

/**
 * Fetches a transport stream over HTTP: a file, whose length is declared and which is played once,
 * or a body without end, which is fetched again when it ends.
 */
public final class HttpTransport implements Transport {
  private static final int MAX_REDIRECTS = 5;
  private static final int FIRST_READ_BYTES = 4 * 1024;
  private static final int READ_BYTES = 64 * 1024;
  private static final int OK = 200;

  /** Compressed media would have to be unpacked, and are no smaller. */
  private static final Map<String, String> FIELDS = Map.of("Accept-Encoding", "identity");

  private final HttpAddress address;
  private final Reach reach;
  private final TlsSockets tls;
  private final HttpTimes times;

  HttpTransport(HttpAddress address, Reach reach, TlsSockets tls, HttpTimes times) {
    this.address = address;
    this.reach = reach;
    this.tls = tls;
    this.times = times;
  }

  /** For addresses of the schemes {@code http} and {@code https}. */
  public static Transport open(TransportRequest request) throws AddressException {
    return new HttpTransport(
        HttpAddress.of(request.address()),
        request.reach(),
        new TlsSockets(request.verifiesCertificates()),
        HttpTimes.DEFAULT);
  }

  @Override
  public Ended run(Inlet inlet) throws IOException, InterruptedException {
    try (HttpConnector connector = new HttpConnector(reach, tls, times)) {
      inlet.closeOnStop(connector);
      return fetch(connector, inlet);
    } catch (IOException e) {
      if (inlet.stopped()) {
        return Ended.AGAIN;
      }
      throw e;
    }
  }

  private Ended fetch(HttpConnector connector, Inlet inlet)
      throws IOException, InterruptedException {
    HttpAddress at = address;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      try (HttpConnection connection = connector.connect(at)) {
        connection.get(at, false, FIELDS);
        ResponseHead head = connection.awaitHead();
        if (!head.redirects()) {
          return play(at, head, connection, inlet);
        }
        at = at.redirected(head.field("location"));
      }
    }
    throw new IOException("%s redirects more than %d times.".formatted(address, MAX_REDIRECTS));
  }

  private static Ended play(
      HttpAddress at, ResponseHead head, HttpConnection connection, Inlet inlet)
      throws IOException, InterruptedException {
    if (head.status() != OK) {
      throw new IOException("%s answered with status %d.".formatted(at, head.status()));
    }
    MediaTypes.require(head);
    inlet.connected();
    byte[] buffer = new byte[FIRST_READ_BYTES];
    boolean empty = true;
    for (int count = connection.read(buffer); count >= 0; count = connection.read(buffer)) {
      empty = false;
      if (!inlet.feed(buffer, 0, count)) {
        return Ended.AGAIN;
      }
      // Large only for a source that fills it: a source of few bytes takes little memory.
      if (count == buffer.length && count < READ_BYTES) {
        buffer = new byte[READ_BYTES];
      }
    }
    if (empty) {
      throw new IOException("%s sent an empty body.".formatted(at));
    }
    return connection.declaredLength() ? Ended.FOR_GOOD : Ended.AGAIN;
  }
}
