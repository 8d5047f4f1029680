package dev.sluice.net.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * An error as a problem document, {@code application/problem+json} (RFC 9457).
 *
 * @param status of the answer
 * @param detail a sentence that a person can act on
 * @param retryAfter delay before the next try; empty if trying again does not help
 */
public record Problem(Status status, String detail, Optional<Duration> retryAfter) {
  /** The media type of problem documents. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  /** A problem without {@code Retry-After}. */
  public static Problem of(Status status, String detail) {
    return new Problem(status, detail, Optional.empty());
  }

  /** A copy with {@code Retry-After}, sent in whole seconds. */
  public Problem retryAfter(Duration delay) {
    return new Problem(status, detail, Optional.of(delay));
  }

  /** An exception that ends a handler with this problem. */
  public ProblemException toException() {
    return new ProblemException(this);
  }

  /** Sends the problem. Closes an HTTP/1.1 connection if a large body has not been read. */
  public void send(ServerRequest request, ServerResponse response) {
    response.status(status);
    response.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, MEDIA_TYPE));
    response.header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"));
    retryAfter.ifPresent(
        delay ->
            response.header(
                HeaderValues.create(
                    HeaderNames.RETRY_AFTER, String.valueOf(Math.max(1, delay.toSeconds())))));
    boolean remains = Bodies.remains(request);
    if (remains && request.prologue().protocolVersion().startsWith("1")) {
      response.header(HeaderValues.CONNECTION_CLOSE);
      ClientPresence.of(request).closeAfterAnswer();
    }
    try {
      boolean head = request.prologue().method().equals(Method.HEAD);
      response.send(head ? new byte[0] : toJson());
    } catch (UncheckedIOException e) {
      throw new CloseConnectionException("The client is gone", e);
    }
    if (remains) {
      Bodies.linger(request);
    }
  }

  /** The document in UTF-8. */
  public byte[] toJson() {
    return JSON.createObjectBuilder()
        .add("type", "about:blank")
        .add("title", status.reasonPhrase())
        .add("status", status.code())
        .add("detail", detail)
        .build()
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }
}
