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
 * {@code If-Match} of a PATCH (RFC 9110 section 13.1.1, RFC 9725 section 4.3): its entity tag names
 * the ICE generation that the PATCH is for.
 *
 * <p>The lenient check accepts what existing clients send: no header on the first PATCH, {@code *}
 * on every PATCH, and tags weakened by proxies that compress.
 */
final class IfMatchCheck {
  private static final Status PRECONDITION_REQUIRED = Status.create(428, "Precondition Required");
  private static final String ANY = "*";

  private final boolean strict;

  /**
   * @param strict whether every PATCH needs the header, with an exact tag
   */
  IfMatchCheck(boolean strict) {
    this.strict = strict;
  }

  /**
   * Compares the header with the session's present generation.
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

  /** Takes {@code "*"} like {@code *}, since common clients send it. */
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
