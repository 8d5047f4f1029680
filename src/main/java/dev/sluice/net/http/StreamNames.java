package dev.sluice.net.http;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;

/** Stream names, in request paths and elsewhere. */
public final class StreamNames {
  /** The rule for names, a sentence. */
  public static final String RULE =
      "A stream's name has 1 to 64 letters, digits, dots, hyphens or underscores, and does not begin"
          + " with a dot.";

  private static final int MAX_CHARS = 64;

  private StreamNames() {}

  /**
   * Reads the path parameter {@code stream}.
   *
   * @throws ProblemException 404 if the parameter is no valid stream name
   */
  public static String of(ServerRequest request) {
    String name = request.path().pathParameters().get("stream");
    if (!isAllowed(name)) {
      throw Problem.of(Status.NOT_FOUND_404, RULE).toException();
    }
    return name;
  }

  /** Whether a text is a valid stream name. */
  public static boolean isAllowed(String name) {
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      if (!isLetterOrDigit(character)
          && character != '_'
          && character != '-'
          && (character != '.' || i == 0)) {
        return false;
      }
    }
    return !name.isEmpty() && name.length() <= MAX_CHARS;
  }

  private static boolean isLetterOrDigit(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9');
  }
}
