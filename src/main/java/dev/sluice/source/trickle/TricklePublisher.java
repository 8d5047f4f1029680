package dev.sluice.source.trickle;

import dev.sluice.source.http.HttpConnection;
import dev.sluice.source.http.HttpConnector;
import dev.sluice.source.http.HttpTimes;
import dev.sluice.source.http.ResponseHead;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.ControlSender;
import dev.sluice.source.transport.TransportRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Publishes messages in a channel, each as its next segment. The server chooses the number, so that
 * a server that has begun anew is followed. The connection is kept from one message to the next.
 */
public final class TricklePublisher implements ControlSender {
  /** Number that stands for the segment that is written next. */
  private static final long NEXT = -1;

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final HttpTimes TIMES = new HttpTimes(PATIENCE, PATIENCE, PATIENCE);
  private static final Map<String, String> FIELDS =
      Map.of("Content-Type", "application/json", "Accept-Encoding", "identity");
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final TrickleAddress address;
  private final HttpConnector connector;
  private @Nullable HttpConnection kept;

  private TricklePublisher(TransportRequest request) throws AddressException {
    address = TrickleAddress.of(request.address());
    connector = new HttpConnector(request.reach(), request.verifiesCertificates(), TIMES);
  }

  /** For addresses of the schemes {@code trickle+http} and {@code trickle+https}. */
  public static ControlSender open(TransportRequest request) throws AddressException {
    return new TricklePublisher(request);
  }

  @Override
  public void send(byte[] message) throws IOException {
    HttpConnection open = kept;
    kept = null;
    ResponseHead head = open == null ? null : answerOfKept(open, message);
    if (open == null || head == null) {
      open = connector.connect(address.channel());
      head = answer(open, message);
    }
    if (open.skipText()) {
      kept = open;
    } else {
      open.close();
    }
    require(head);
  }

  /** The answer on a connection that was kept; null if the server has closed it meanwhile. */
  private @Nullable ResponseHead answerOfKept(HttpConnection open, byte[] message)
      throws SocketTimeoutException {
    try {
      return answer(open, message);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return null;
    }
  }

  private ResponseHead answer(HttpConnection open, byte[] message) throws IOException {
    try {
      open.post(address.segment(NEXT), FIELDS, message);
      return open.awaitHead();
    } catch (IOException e) {
      open.close();
      throw e;
    }
  }

  private void require(ResponseHead head) throws IOException {
    if (head.status() == NOT_FOUND) {
      throw new IOException("%s has no such channel.".formatted(address.channel()));
    }
    if (head.status() != OK) {
      throw new IOException(
          "%s answered with status %d.".formatted(address.channel(), head.status()));
    }
    if (!head.field("lp-trickle-closed").isEmpty()) {
      throw new IOException("The channel at %s has ended.".formatted(address.channel()));
    }
  }

  @Override
  public void close() {
    connector.close();
  }
}
