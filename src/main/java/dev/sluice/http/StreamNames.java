package dev.sluice.http;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.util.regex.Pattern;

/** Names of streams in addresses. */
public final class StreamNames {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");

  private StreamNames() {}

  /**
   * The path parameter {@code stream}.
   *
   * @throws ProblemException 404 when no stream can have that name
   */
  public static String of(ServerRequest request) {
    String name = request.path().pathParameters().get("stream");
    if (!ALLOWED.matcher(name).matches()) {
      throw Problem.of(
              Status.NOT_FOUND_404,
              "A stream's name has 1 to 64 letters, digits, dots, hyphens or underscores, and does"
                  + " not begin with a dot.")
          .toException();
    }
    return name;
  }
}
