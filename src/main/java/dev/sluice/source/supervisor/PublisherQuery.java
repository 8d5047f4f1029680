package dev.sluice.source.supervisor;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The query of the address to which a source publishes, as it may be passed on. */
public final class PublisherQuery {
  /** A longer query is left out. */
  static final int MAX_CHARACTERS = 2048;

  private static final String TOKEN = "token";

  private PublisherQuery() {}

  /**
   * A query without the parameter {@code token}, which is the right to publish.
   *
   * @param query still encoded, without the question mark
   */
  public static String of(String query) {
    return query.length() > MAX_CHARACTERS
        ? ""
        : Arrays.stream(query.split("&", -1))
            .filter(part -> !part.isEmpty() && !name(part).equals(TOKEN))
            .filter(part -> part.chars().noneMatch(Character::isISOControl))
            .collect(Collectors.joining("&"));
  }

  private static String name(String part) {
    int equals = part.indexOf('=');
    try {
      return URLDecoder.decode(
          equals < 0 ? part : part.substring(0, equals), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Not encoded as it should be: it may be meant as a token.
      return TOKEN;
    }
  }
}
