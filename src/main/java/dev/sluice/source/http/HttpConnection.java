package dev.sluice.source.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection to an HTTP/1.1 server. All reading is done by the caller's thread; a body is
 * passed on as it arrives, without regard to the borders of chunks.
 *
 * <p>Order of calls: {@link #get} or {@link #post}, {@link #awaitHead}, {@link #read} until it
 * returns -1; then again if the connection is {@link #reusable}.
 */
public final class HttpConnection implements Closeable {
  private static final int MAX_HEAD_BYTES = 32 * 1024;
  private static final int FIRST_BYTES = 4 * 1024;
  private static final int MAX_INTERIM_ANSWERS = 100;
  private static final int MAX_SKIPPED_TEXT_BYTES = 16 * 1024;

  /** A new connection costs less than a longer wait for a short text. */
  private static final Duration TEXT_PATIENCE = Duration.ofSeconds(1);

  private static final byte[] NONE = {};

  private final DeadlineSocket raw;
  private final Socket socket;
  private final HttpAddress server;
  private final HttpTimes times;
  private final Runnable onClose;

  /** Bytes read with the head, and not part of it. */
  private byte[] buffer = new byte[FIRST_BYTES];

  private int from;
  private int to;
  private boolean answered;
  private boolean reused;
  private @Nullable ResponseHead head;
  private @Nullable ResponseBody body;

  /**
   * @param raw the socket that is connected
   * @param socket the one to write to and read from: {@code raw}, or TLS over it
   * @param onClose called with each call of {@link #close}
   */
  HttpConnection(
      DeadlineSocket raw, Socket socket, HttpAddress server, HttpTimes times, Runnable onClose) {
    this.raw = raw;
    this.socket = socket;
    this.server = server;
    this.times = times;
    this.onClose = onClose;
  }

  /**
   * Sends a GET. Its answer is awaited by {@link #awaitHead}, at any later time.
   *
   * @param lasting whether another request may follow on the connection
   */
  public void get(HttpAddress address, boolean lasting, Map<String, String> fields)
      throws IOException {
    request("GET", address, lasting, fields, NONE);
  }

  /** Sends a POST, after which another request may follow. Its answer is awaited like any other. */
  public void post(HttpAddress address, Map<String, String> fields, byte[] content)
      throws IOException {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("Content-Length", Integer.toString(content.length));
    request("POST", address, true, all, content);
  }

  private void request(
      String method,
      HttpAddress address,
      boolean lasting,
      Map<String, String> fields,
      byte[] content)
      throws IOException {
    StringBuilder text = new StringBuilder(method).append(' ').append(address.target());
    text.append(" HTTP/1.1\r\nHost: ").append(address.authority());
    text.append("\r\nUser-Agent: Sluice\r\nAccept: */*\r\n");
    if (!address.authorization().isEmpty()) {
      text.append("Authorization: ").append(address.authorization()).append("\r\n");
    }
    fields.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    text.append(lasting ? "\r\n" : "Connection: close\r\n\r\n");
    head = null;
    body = null;
    reused = answered;
    try {
      byte[] requestHead = text.toString().getBytes(StandardCharsets.ISO_8859_1);
      byte[] all = Arrays.copyOf(requestHead, requestHead.length + content.length);
      System.arraycopy(content, 0, all, requestHead.length, content.length);
      socket.getOutputStream().write(all);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private IOException broken(IOException cause) {
    return new IOException(
        "The connection to %s broke: %s."
            .formatted(server, String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT)),
        cause);
  }

  /**
   * Waits for the head of the answer.
   *
   * @throws SocketTimeoutException if it does not come in time
   * @throws IOException with a sentence, if there is none
   */
  public ResponseHead awaitHead() throws IOException {
    raw.limitTotal(times.answer());
    for (int interim = 0; interim < MAX_INTERIM_ANSWERS; interim++) {
      ResponseHead next = ResponseHead.parse(readHead());
      if (!next.interim()) {
        answered = true;
        head = next;
        body = ResponseBody.of(next);
        raw.limitEach(times.idle());
        return next;
      }
    }
    throw new IOException("%s sends interim answers without end.".formatted(server));
  }

  private String readHead() throws IOException {
    InputStream input = socket.getInputStream();
    for (int scanned = from; ; ) {
      for (; scanned < to; scanned++) {
        int end = endOfHead(scanned);
        if (end > 0) {
          String text = new String(buffer, from, end - from, StandardCharsets.ISO_8859_1);
          from = scanned + 1;
          return text;
        }
      }
      int moved = makeRoom();
      scanned -= moved;
      int count = readUntilDeadline(input);
      if (count < 0) {
        throw new IOException(
            to > from
                ? "%s ended the connection within the head of its answer.".formatted(server)
                : "%s ended the connection without an answer.".formatted(server));
      }
      to += count;
    }
  }

  private int readUntilDeadline(InputStream input) throws IOException {
    try {
      return input.read(buffer, to, buffer.length - to);
    } catch (SocketTimeoutException e) {
      SocketTimeoutException late =
          new SocketTimeoutException(
              "%s gave no answer within %d s.".formatted(server, times.answer().toSeconds()));
      late.initCause(e);
      throw late;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Where the lines of the head end, if its empty line ends at that index; else 0. */
  private int endOfHead(int at) {
    if (buffer[at] != '\n') {
      return 0;
    }
    int before = at > from && buffer[at - 1] == '\r' ? at - 2 : at - 1;
    if (before <= from || buffer[before] != '\n') {
      return 0;
    }
    return buffer[before - 1] == '\r' ? before - 1 : before;
  }

  /** Moves what is buffered to the beginning, by the returned count, and has room behind it. */
  private int makeRoom() throws IOException {
    int moved = from;
    System.arraycopy(buffer, from, buffer, 0, to - from);
    to -= from;
    from = 0;
    if (to == MAX_HEAD_BYTES) {
      throw new IOException("The head of the answer of %s is too long.".formatted(server));
    }
    if (to == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(2 * to, MAX_HEAD_BYTES));
    }
    return moved;
  }

  /**
   * Reads what has arrived of the body, at least one byte.
   *
   * @param into more than a few bytes
   * @return count of bytes from the beginning of {@code into}; -1 at the end of the body
   * @throws IOException with a sentence, if the body is cut off
   */
  public int read(byte[] into) throws IOException {
    ResponseBody known = body();
    while (!known.complete()) {
      int count = receive(into, known);
      if (count < 0) {
        if (known.endsWithConnection()) {
          return -1;
        }
        throw new IOException("%s ended the connection within the body.".formatted(server));
      }
      int content = known.take(into, 0, count);
      if (content > 0) {
        return content;
      }
    }
    return -1;
  }

  /**
   * Reads the text of an answer, so that another request may follow on its connection. Gives up if
   * the text is long or does not arrive soon.
   *
   * @return whether another request may follow
   */
  public boolean skipText() {
    byte[] text = new byte[1024];
    try {
      raw.limitTotal(TEXT_PATIENCE);
      int rest = MAX_SKIPPED_TEXT_BYTES;
      for (int count = read(text); count >= 0 && rest > 0; count = read(text)) {
        rest -= count;
      }
      return reusable();
    } catch (IOException e) {
      // The caller has the status; only the connection cannot be used again.
      return false;
    }
  }

  private int receive(byte[] into, ResponseBody known) throws IOException {
    int most = known.readable(into.length);
    if (to > from) {
      int count = Math.min(most, to - from);
      System.arraycopy(buffer, from, into, 0, count);
      from += count;
      return count;
    }
    try {
      return socket.getInputStream().read(into, 0, most);
    } catch (SocketTimeoutException e) {
      throw new IOException(
          "%s sent nothing for %d s.".formatted(server, times.idle().toSeconds()), e);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private ResponseBody body() {
    ResponseBody known = body;
    if (known == null) {
      throw new IllegalStateException("no answer is awaited");
    }
    return known;
  }

  /** Whether the answer declared the length of its body. */
  public boolean declaredLength() {
    return body().declared();
  }

  /**
   * Whether the request followed another one: if there is no answer, the server may have closed the
   * connection before.
   */
  public boolean reused() {
    return reused;
  }

  /** Whether the answer is complete, and another request may follow. */
  public boolean reusable() {
    return head != null && head.persistent() && body().complete() && to == from;
  }

  /** Closes the connection; a blocked read of another thread ends. */
  @Override
  public void close() {
    onClose.run();
  }
}
