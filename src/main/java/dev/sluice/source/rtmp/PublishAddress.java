package dev.sluice.source.rtmp;

import dev.sluice.source.supervisor.PublisherQuery;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the address of a publisher states: {@code rtmp://HOST/APP/NAME?token=T} or {@code
 * rtmp://HOST/NAME?token=T}, where clients send APP and NAME apart, and the query behind either.
 *
 * @param stream name, not checked
 * @param token the right to publish, empty for none
 * @param query the rest of the query, still encoded
 * @param priority among several sources of the stream; empty if it is no whole number
 */
record PublishAddress(String stream, String token, String query, OptionalInt priority) {
  private static final String PRIORITY = "priority=";
  private static final Set<String> TOKENS = Set.of("token", "key");

  /** Without the token. */
  @Override
  public String toString() {
    return "PublishAddress[%s]".formatted(stream);
  }

  /**
   * Reads the two parts.
   *
   * @param app what follows the host
   * @param name what follows that, the stream key of encoders; the app is the name if it is empty
   */
  static PublishAddress of(String app, String name) {
    String own = path(name);
    String path = own.isEmpty() ? path(app) : own;
    List<String> rest = new ArrayList<>();
    String token = "";
    String priority = "0";
    for (String query : List.of(query(name), query(app))) {
      for (String part : query.split("&", -1)) {
        int equals = part.indexOf('=');
        if (equals > 0 && TOKENS.contains(part.substring(0, equals))) {
          token = token.isEmpty() ? decoded(part.substring(equals + 1)) : token;
        } else if (part.startsWith(PRIORITY)) {
          priority = part.substring(PRIORITY.length());
        } else if (!part.isEmpty() && !rest.contains(part)) {
          rest.add(part);
        }
      }
    }
    return new PublishAddress(
        path.substring(path.lastIndexOf('/') + 1),
        token,
        PublisherQuery.of(String.join("&", rest)),
        number(priority));
  }

  private static OptionalInt number(String text) {
    try {
      return OptionalInt.of(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static String path(String text) {
    int mark = text.indexOf('?');
    String path = mark < 0 ? text : text.substring(0, mark);
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static String query(String text) {
    int mark = text.indexOf('?');
    return mark < 0 ? "" : text.substring(mark + 1);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
