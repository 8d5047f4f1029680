package dev.sluice.net.framing;

import java.util.ArrayList;
import java.util.List;

/** Decodes requests that are framed as the check writes them, and stops where they are cut off. */
final class TrustingReader {
  private final String text;
  private final List<String> heads = new ArrayList<>();
  private final StringBuilder decoded = new StringBuilder();
  private int at;

  TrustingReader(String text) {
    this.text = text;
  }

  /** Heads as they are, bodies without their chunks. */
  String decode() {
    while (at < text.length()) {
      String head = upTo("\r\n\r\n");
      heads.add(head);
      decoded.append(head);
      int length = head.indexOf("\r\nContent-Length: ");
      if (head.contains("\r\nTransfer-Encoding: chunked\r\n")) {
        chunks();
      } else if (length >= 0) {
        String digits = head.substring(length + 18, head.indexOf('\r', length + 2));
        take(Long.parseLong(digits));
      }
    }
    return decoded.toString();
  }

  List<String> heads() {
    return List.copyOf(heads);
  }

  private void chunks() {
    long size = -1;
    while (size != 0 && at < text.length()) {
      String line = upTo("\r\n");
      size = Long.parseLong(line.substring(0, line.length() - 2), 16);
      take(size);
      String end = upTo("\r\n");
      if (end.length() > 2) {
        throw new IllegalStateException("no end of a chunk: " + end);
      }
    }
  }

  private void take(long length) {
    int to = (int) Math.min(at + length, text.length());
    decoded.append(text, at, to);
    at = to;
  }

  private String upTo(String end) {
    int index = text.indexOf(end, at);
    int to = index < 0 ? text.length() : index + end.length();
    String part = text.substring(at, to);
    at = to;
    return part;
  }
}
