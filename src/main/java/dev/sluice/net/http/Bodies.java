package dev.sluice.net.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.http.media.ReadableEntity;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;

/** Reads and drains request bodies within limits. */
public final class Bodies {
  /** Pause in an unwanted body after which the sender is considered finished. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  /** Limit for draining an unwanted body. */
  private static final int DRAIN_BYTES = 16 * 1024 * 1024;

  /** A body of this declared size or less is drained at once. */
  private static final int SMALL_BYTES = 64 * 1024;

  private Bodies() {}

  /**
   * Reads the whole body, of declared or unknown length.
   *
   * @throws ProblemException 413 when it is longer than {@code maxBytes}
   */
  public static byte[] read(ServerRequest request, int maxBytes) {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    if (request.headers().contentLength().orElse(0) > maxBytes) {
      throw tooLarge(maxBytes);
    }
    try {
      return readAll(stream(request), maxBytes);
    } catch (DataReader.InsufficientDataAvailableException e) {
      throw new CloseConnectionException("The client left in mid-body", e);
    } catch (NumberFormatException | IOException e) {
      throw Problem.of(Status.BAD_REQUEST_400, "The body is not framed as HTTP/1.1 asks.")
          .toException();
    }
  }

  /** Does not close the stream, because that would wait for the rest of the body. */
  private static byte[] readAll(InputStream in, int maxBytes) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      body.write(buffer, 0, count);
      if (body.size() > maxBytes) {
        throw tooLarge(maxBytes);
      }
    }
    return body.toByteArray();
  }

  /**
   * Checks the media type of the body; case and parameters are ignored.
   *
   * @throws ProblemException 415 for another media type or none
   */
  public static void requireType(ServerRequest request, String type) {
    String given = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    int parameters = given.indexOf(';');
    String bare = parameters < 0 ? given : given.substring(0, parameters);
    if (!bare.strip().toLowerCase(Locale.ROOT).equals(type)) {
      throw Problem.of(
              Status.UNSUPPORTED_MEDIA_TYPE_415,
              "The body must be sent with Content-Type: %s.".formatted(type))
          .toException();
    }
  }

  /** The body as a stream; to be used instead of the method of the request. */
  public static InputStream stream(ServerRequest request) {
    InputStream body = new BodyStream(request);
    request.context().register(Bodies.class, body);
    return body;
  }

  /** On HTTP/2, Helidon reports a reset by a server error, and a lost connection by the end. */
  private static final class BodyStream extends FilterInputStream {
    private final ClientPresence client;

    BodyStream(ServerRequest request) {
      super(request.content().inputStream());
      this.client = ClientPresence.of(request);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        int count = super.read(into, offset, length);
        if (count >= 0 || !client.gone()) {
          return count;
        }
      } catch (RequestException e) {
        if (client.isHttp1() || !client.gone()) {
          throw e;
        }
      }
      throw new CloseConnectionException("The client left in mid-body");
    }
  }

  /** Drains a small body. Returns whether a part of the body is still unread. */
  static boolean remains(ServerRequest request) {
    ReadableEntity content = request.content();
    if (!content.hasEntity() || content.consumed()) {
      return false;
    }
    boolean asks = request.headers().contains(HeaderValues.EXPECT_100) && !request.continueSent();
    long length = request.headers().contentLength().orElse(Long.MAX_VALUE);
    if (!asks && length <= SMALL_BYTES) {
      drain(request);
    }
    return !content.consumed();
  }

  /**
   * Drains the body of a connection that is about to be closed. Closing it while its client sends
   * would reset it, and the client would lose the answer.
   *
   * <p>A body without a declared length may have no end, and its client may read no answer before
   * the end, as ffmpeg does. It notices only that the connection closes, so that happens soon.
   */
  static void linger(ServerRequest request) {
    boolean ends = request.headers().contentLength().isPresent();
    request
        .listenerContext()
        .context()
        .get(ClientConnection.class)
        .filter(ClientConnection::isHttp1)
        .ifPresent(
            connection -> {
              if (ends) {
                connection.linger(LINGER);
              } else {
                connection.lingerBriefly(LINGER);
              }
            });
    drain(request);
  }

  private static void drain(ServerRequest request) {
    try {
      drain(
          request.context().get(Bodies.class, InputStream.class).orElseGet(() -> stream(request)));
    } catch (RuntimeException | IOException e) {
      // The client has closed the connection, so draining is done.
      return;
    }
  }

  private static void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[8192];
    int dropped = 0;
    for (int count = 0; count >= 0 && dropped < DRAIN_BYTES; count = in.read(buffer)) {
      dropped += count;
    }
  }

  private static ProblemException tooLarge(int maxBytes) {
    return Problem.of(
            Status.REQUEST_ENTITY_TOO_LARGE_413,
            "The body is larger than %d bytes.".formatted(maxBytes))
        .toException();
  }
}
