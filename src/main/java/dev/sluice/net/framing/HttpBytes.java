package dev.sluice.net.framing;

/** Character classes of HTTP (RFC 9110 section 5), of bytes as ISO 8859-1 characters. */
final class HttpBytes {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  /** What RFC 3986 section 3.2 allows in host and port, besides letters and digits. */
  private static final String AUTHORITY_MARKS = "-._~%!$&'()*+,;=:[]";

  private HttpBytes() {}

  /** Whether the text is a token: a method, a field name. */
  static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> isLetterOrDigit(c) || TOKEN_MARKS.indexOf(c) >= 0);
  }

  /** Whether the text could be a host with an optional port; Helidon checks the host further. */
  static boolean isAuthority(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> isLetterOrDigit(c) || AUTHORITY_MARKS.indexOf(c) >= 0);
  }

  /** Whether the text is one or more decimal digits. */
  static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(HttpBytes::isDigit);
  }

  /** Whether the text has printable ASCII characters only, and no space. */
  static boolean isVisible(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** Whether a byte may stand in a field value or a chunk extension. */
  static boolean isFieldByte(int b) {
    return b == '\t' || (b >= ' ' && b != 0x7f);
  }

  /** The value of a hexadecimal digit; -1 for another byte. */
  static int hexDigit(int b) {
    return b < 0x80 ? Character.digit(b, 16) : -1;
  }

  private static boolean isLetterOrDigit(int c) {
    int lower = c | 0x20;
    return isDigit(c) || (lower >= 'a' && lower <= 'z');
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
