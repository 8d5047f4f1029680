package dev.sluice.net.framing;

import java.util.Locale;
import java.util.Optional;

/**
 * The first line of a request (RFC 9112 section 3).
 *
 * @param method a token
 * @param target in origin form, or an asterisk
 * @param isHttp10 whether the version is HTTP/1.0
 * @param authority host and port of a target in absolute form, which stand for the Host field
 */
record RequestLine(String method, String target, boolean isHttp10, Optional<String> authority) {
  /**
   * Parses a line whose bytes are field bytes.
   *
   * @throws FramingException 400, or 505 for another version of HTTP
   */
  static RequestLine parse(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length != 3 || !HttpBytes.isToken(parts[0]) || !HttpBytes.isVisible(parts[1])) {
      throw malformed();
    }
    boolean isHttp10 = isHttp10(parts[2]);
    String target = parts[1];
    if (target.startsWith("/") || target.equals("*")) {
      return new RequestLine(parts[0], target, isHttp10, Optional.empty());
    }
    String[] schemeAndRest = target.split("://", 2);
    String scheme = schemeAndRest[0].toLowerCase(Locale.ROOT);
    if (schemeAndRest.length < 2 || !(scheme.equals("http") || scheme.equals("https"))) {
      throw malformed();
    }
    return absolute(parts[0], schemeAndRest[1], isHttp10);
  }

  /** RFC 9112 section 3.2.2. */
  private static RequestLine absolute(String method, String rest, boolean isHttp10) {
    String authority = rest.split("[/?#]", 2)[0];
    String path = rest.substring(authority.length());
    if (!HttpBytes.isAuthority(authority)) {
      throw malformed();
    }
    String target = path.startsWith("/") ? path : "/" + path;
    return new RequestLine(method, target, isHttp10, Optional.of(authority));
  }

  private static boolean isHttp10(String version) {
    if (version.equals("HTTP/1.0")) {
      return true;
    }
    if (version.equals("HTTP/1.1")) {
      return false;
    }
    if (version.matches("HTTP/[0-9]\\.[0-9]")) {
      throw new FramingException(
          FramingFault.REQUEST_LINE, 505, "Send the request as HTTP/1.1 or HTTP/2.");
    }
    throw malformed();
  }

  private static FramingException malformed() {
    return new FramingException(
        FramingFault.REQUEST_LINE,
        400,
        "The request line is not a method, a path and a version with one space between them.");
  }
}
