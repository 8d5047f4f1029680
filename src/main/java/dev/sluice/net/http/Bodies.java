package dev.sluice.net.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.http.media.ReadableEntity;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Request bodies: read whole up to a limit, or left alone. */
public final class Bodies {
  /** So much of an unwanted body is read and dropped, so that its sender reads the answer. */
  private static final int DRAIN_BYTES = 16 * 1024 * 1024;

  /** A declared body of that size is on its way already. */
  private static final int SMALL_BYTES = 64 * 1024;

  private Bodies() {}

  /**
   * Reads the whole body, whether its length was declared or not.
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
      byte[] body = readAll(stream(request), maxBytes);
      if (ClientPresence.of(request).gone()) {
        throw new CloseConnectionException("The client left in the middle of its request");
      }
      return body;
    } catch (DataReader.InsufficientDataAvailableException e) {
      throw new CloseConnectionException("The client left in the middle of its request", e);
    } catch (NumberFormatException | IOException e) {
      throw Problem.of(Status.BAD_REQUEST_400, "The body is not framed as HTTP/1.1 asks.")
          .toException();
    }
  }

  /** Does not close the stream, as that would wait for more of the body. */
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
   * Checks the media type of the body, in any case and with any parameters.
   *
   * @throws ProblemException 415 when it is another one or none
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

  /** The body as a stream; to be used in place of the request's own method. */
  public static InputStream stream(ServerRequest request) {
    InputStream body = request.content().inputStream();
    request.context().register(Bodies.class, body);
    return body;
  }

  /** Reads and drops a body that is small; whether anything of it is still to come. */
  static boolean remains(ServerRequest request) {
    ReadableEntity content = request.content();
    if (!content.hasEntity() || content.consumed()) {
      return false;
    }
    boolean asks = request.headers().contains(HeaderValues.EXPECT_100) && !request.continueSent();
    long length = request.headers().contentLength().orElse(Long.MAX_VALUE);
    if (!asks && length <= SMALL_BYTES) {
      linger(request);
    }
    return !content.consumed();
  }

  /**
   * Goes on reading a body for a little: a connection that is closed while its client still sends
   * would take the answer with it.
   */
  static void linger(ServerRequest request) {
    try {
      drain(
          request.context().get(Bodies.class, InputStream.class).orElseGet(() -> stream(request)));
    } catch (RuntimeException | IOException e) {
      // The client has closed, which is what was waited for.
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
