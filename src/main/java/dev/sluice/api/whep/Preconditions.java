package dev.sluice.api.whep;

import dev.sluice.net.http.Problem;
import dev.sluice.net.http.ProblemException;
import dev.sluice.viewer.negotiate.IceGeneration;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@code If-Match} of a PATCH (RFC 9110 section 13.1.1, RFC 9725 section 4.3): the entity tag tells
 * for which ICE generation it is meant.
 *
 * <p>Lenient is for clients that exist: some send their first PATCH without, some send {@code *} on
 * every one, and proxies that compress weaken the tag.
 */
final class Preconditions {
  private static final Status PRECONDITION_REQUIRED = Status.create(428, "Precondition Required");
  private static final String ANY = "*";

  private final boolean strict;

  /**
   * @param strict whether the header must always be there, and be exact
   */
  Preconditions(boolean strict) {
    this.strict = strict;
  }

  /**
   * Compares with the session's present generation.
   *
   * @throws ProblemException 428 when the header is missing, 412 when it names another generation
   */
  void require(ServerRequest request, IceGeneration present) {
    Optional<String> given =
        request.headers().contains(HeaderNames.IF_MATCH)
            ? Optional.of(String.join(",", request.headers().get(HeaderNames.IF_MATCH).allValues()))
            : Optional.empty();
    if (given.isEmpty()) {
      if (strict || present.number() > 0) {
        throw Problem.of(
                PRECONDITION_REQUIRED,
                "Send If-Match with the session's ETag, or * for an ICE restart.")
            .toException();
      }
    } else if (Arrays.stream(given.get().split(",")).noneMatch(tag -> matches(tag, present))) {
      throw Problem.of(
              Status.PRECONDITION_FAILED_412,
              "If-Match does not name the session's present ICE generation; ICE was restarted"
                  + " since, or the ETag is another session's.")
          .toException();
    }
  }

  /** Both {@code *} and {@code "*"} are any: the latter is what common clients send. */
  private boolean matches(String listed, IceGeneration present) {
    String tag = listed.strip();
    if (!strict && tag.startsWith("W/")) {
      tag = tag.substring(2);
    }
    return tag.equals(ANY)
        || tag.equals("\"" + ANY + "\"")
        || tag.equals("\"" + present.entityTag() + "\"");
  }
}
