package dev.sluice.source.http;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an answer (RFC 9112 section 4).
 *
 * @param status three digits
 * @param persistent whether the connection may be used again
 * @param fields by name in lower case; values of equal names are joined with commas
 */
public record ResponseHead(int status, boolean persistent, Map<String, String> fields) {
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.([01]) ([1-9]\\d\\d)( .*)?");
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  /** Copies the fields. */
  public ResponseHead {
    fields = Map.copyOf(fields);
  }

  /**
   * Parses a head.
   *
   * @param text without the empty line at its end
   * @throws IOException if it is none
   */
  static ResponseHead parse(String text) throws IOException {
    String[] lines = text.split("\r?\n", -1);
    Matcher first = STATUS_LINE.matcher(lines[0]);
    if (!first.matches()) {
      throw new IOException("The answer is not HTTP/1.1.");
    }
    Map<String, String> fields = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon <= 0 || lines[i].charAt(colon - 1) <= ' ') {
        throw new IOException("The head of the answer has a line that is no field.");
      }
      String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
      fields.merge(name, lines[i].substring(colon + 1).strip(), (a, b) -> a + ", " + b);
    }
    String connection = fields.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
    boolean persistent =
        first.group(1).equals("1") ? !connection.contains("close") : connection.contains("keep-al");
    return new ResponseHead(Integer.parseInt(first.group(2)), persistent, fields);
  }

  /** Value of a field; empty if it is missing. */
  public String field(String lowerCaseName) {
    return fields.getOrDefault(lowerCaseName, "");
  }

  /** Whether it is an interim answer, before the real one. */
  boolean interim() {
    return status < OK && status != 101;
  }

  /** Whether answers of that status never have a body, even if their fields declare one. */
  boolean bodiless() {
    return status < OK || status == NO_CONTENT || status == NOT_MODIFIED;
  }

  /** Whether it redirects a GET. */
  boolean redirects() {
    return (status >= 301 && status <= 303) || status == 307 || status == 308;
  }
}
