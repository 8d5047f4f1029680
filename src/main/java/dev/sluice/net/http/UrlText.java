package dev.sluice.net.http;

import java.nio.charset.StandardCharsets;

/** Makes text safe for the URLs in headers. */
public final class UrlText {
  /** ASCII characters above the space that RFC 3986 does not allow anywhere in a URI. */
  private static final String NOT_ALLOWED = "\"<>\\^`{|}";

  private UrlText() {}

  /**
   * Percent-encodes (RFC 3986 section 2.1) control characters, spaces, characters outside ASCII and
   * all others that a URI cannot contain. A line break in a header would begin another header.
   */
  public static String encode(String url) {
    if (url.chars().allMatch(UrlText::isAllowed)) {
      return url;
    }
    StringBuilder encoded = new StringBuilder();
    for (byte octet : url.getBytes(StandardCharsets.UTF_8)) {
      if (isAllowed(octet)) {
        encoded.append((char) octet);
      } else {
        encoded.append("%%%02X".formatted(octet));
      }
    }
    return encoded.toString();
  }

  private static boolean isAllowed(int character) {
    return character > ' ' && character < 0x7f && NOT_ALLOWED.indexOf(character) < 0;
  }
}
