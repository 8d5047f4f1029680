package dev.sluice.rtc.sdp;

import java.util.ArrayList;
import java.util.List;

/** Splits lines of SDP into words and reads numbers. */
final class SdpTokens {
  private SdpTokens() {}

  /** The words separated by spaces or tabs; an empty list for a blank line. */
  static List<String> split(String line) {
    String text = line.strip();
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int end = 0; end <= text.length(); end++) {
      if (end == text.length() || isBlank(text.charAt(end))) {
        if (end > start) {
          words.add(text.substring(start, end));
        }
        start = end + 1;
      }
    }
    return words;
  }

  private static boolean isBlank(char character) {
    return character == ' ' || character == '\t';
  }

  /** Parses an unsigned decimal number; -1 if it is malformed or above the limit. */
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

  /** Whether the text has 1 to {@code limit} characters, all of them visible ASCII. */
  static boolean visible(String text, int limit) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character <= ' ' || character >= 0x7F) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= limit;
  }
}
