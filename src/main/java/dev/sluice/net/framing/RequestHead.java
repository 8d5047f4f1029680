package dev.sluice.net.framing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The head of one request, of bytes that are cut anywhere. The result is written anew: version 1.1,
 * one Host, one field for the length of the body, everything else as it came.
 */
final class RequestHead {
  /** RFC 9112 section 3 asks for at least 8000. */
  static final int MAX_LINE_BYTES = 8 * 1024;

  static final int MAX_BYTES = 16 * 1024;

  private final LineCollector lines = new LineCollector();
  private final StringBuilder fields = new StringBuilder();
  private final List<String> hosts = new ArrayList<>();
  private final List<String> lengths = new ArrayList<>();
  private final List<String> codings = new ArrayList<>();
  private @Nullable RequestLine requestLine;
  private int bytes;

  /**
   * A complete head.
   *
   * @param text to be parsed in its place, in ISO 8859-1
   * @param body how the end of the body is found
   * @param isHttp10 whether the connection has to be closed after the answer
   */
  record Complete(String text, BodyFraming body, boolean isHttp10) {}

  /**
   * Takes one byte.
   *
   * @return the head with its last byte
   * @throws FramingException at the first byte that cannot belong to an acceptable head
   */
  Optional<Complete> take(byte next) {
    bytes++;
    Optional<String> line =
        lines.take(next, requestLine == null ? FramingFault.REQUEST_LINE : FramingFault.FIELD);
    if (requestLine == null && lines.length() > MAX_LINE_BYTES) {
      throw new FramingException(
          FramingFault.TOO_LONG, 414, "The request line is longer than 8 KiB.");
    }
    if (bytes > MAX_BYTES) {
      throw new FramingException(
          FramingFault.TOO_LONG, 431, "The head of the request is longer than 16 KiB.");
    }
    return line.flatMap(this::takeLine);
  }

  /** RFC 9112 section 2.2: empty lines before the request are ignored. */
  private Optional<Complete> takeLine(String line) {
    RequestLine first = requestLine;
    if (first == null) {
      requestLine = line.isEmpty() ? null : RequestLine.parse(line);
      return Optional.empty();
    }
    if (line.isEmpty()) {
      return Optional.of(complete(first));
    }
    takeField(FieldLine.parse(line));
    return Optional.empty();
  }

  private void takeField(FieldLine field) {
    switch (field.name().toLowerCase(Locale.ROOT)) {
      case "host" -> hosts.add(field.value());
      case "content-length" -> lengths.add(field.value());
      case "transfer-encoding" -> codings.add(field.value());
      default -> add(field.name(), field.value());
    }
  }

  private Complete complete(RequestLine first) {
    if (hosts.size() != 1 || !HttpBytes.isAuthority(hosts.getFirst())) {
      throw new FramingException(
          FramingFault.HOST, 400, "The request needs one Host header with a host.");
    }
    BodyFraming body = BodyFraming.of(lengths, codings, first.isHttp10());
    add("Host", first.authority().orElse(hosts.getFirst()));
    if (body.isChunked()) {
      add("Transfer-Encoding", "chunked");
    } else if (body.isDeclared()) {
      add("Content-Length", String.valueOf(body.length()));
    }
    String head = first.method() + " " + first.target() + " HTTP/1.1\r\n" + fields + "\r\n";
    return new Complete(head, body, first.isHttp10());
  }

  private void add(String name, String value) {
    fields.append(name).append(": ").append(value).append("\r\n");
  }
}
