package dev.sluice.sdp;

import java.util.regex.Pattern;

/** Words and numbers within a line. */
final class Tokens {
  private static final Pattern BLANKS = Pattern.compile("[ \t]+");

  private Tokens() {}

  /** The words between blanks; none for a blank text. */
  static String[] split(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() ? new String[0] : BLANKS.split(stripped);
  }

  /** A decimal number of digits alone, or -1 when it is none or above the limit. */
  static int number(String text, int limit) {
    if (text.isEmpty() || text.length() > 9) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      number = number * 10 + (digit - '0');
    }
    return number <= limit ? number : -1;
  }

  /** Whether every character is visible ASCII, and there are 1 to {@code limit} of them. */
  static boolean visible(String text, int limit) {
    return !text.isEmpty()
        && text.length() <= limit
        && text.chars().allMatch(character -> character > ' ' && character < 0x7F);
  }
}
