package dev.sluice.conformance.attack;

import java.nio.charset.StandardCharsets;

/** Heads and whole requests of HTTP/1.1. */
final class Requests {
  private Requests() {}

  /**
   * A head.
   *
   * @param methodAndPath such as {@code GET /}
   * @param headers further lines, without their ends
   */
  static String head(String methodAndPath, String... headers) {
    StringBuilder text =
        new StringBuilder(methodAndPath).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  /** A head for a chunked body. */
  static String chunked(String methodAndPath, String... headers) {
    String end = "Content-Type: application/sdp\r\nTransfer-Encoding: chunked\r\n\r\n";
    String head = head(methodAndPath, headers);
    return head.substring(0, head.length() - 2) + end;
  }

  /** A request with a body. */
  static String request(String methodAndPath, String type, String body, String... headers) {
    int length = body.getBytes(StandardCharsets.ISO_8859_1).length;
    String head = head(methodAndPath, headers);
    return head.substring(0, head.length() - 2)
        + "Content-Type: %s\r\nContent-Length: %d\r\n\r\n".formatted(type, length)
        + body;
  }
}
