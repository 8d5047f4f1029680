package dev.sluice.net.http;

import dev.sluice.base.tasks.Faults;
import dev.sluice.base.tasks.PeriodicTasks;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Fuzz target: the bytes of a connection, through a real socket, our checks, Helidon and small
 * routes. The first byte divides the others into pieces. If its highest bit is set, they are frames
 * of HTTP/2: type, flags, stream id and length, a byte each, and the payload.
 */
public final class ConnectionFuzz {
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final int MAX_ANSWER_BYTES = 4 << 20;
  private static final int MAX_HEAP_BYTES = 200 << 20;
  private static final int INPUTS_PER_CHECK = 5000;
  private static final long END_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final ConnectionFuzz TARGET = new ConnectionFuzz();

  private final Faults faults = new Faults(System::nanoTime);
  private final PublicAddress addresses = PublicAddress.direct();
  private final HttpSocket socket;
  private final Random random = new Random(1);
  private int inputs;

  private ConnectionFuzz() {
    try {
      socket =
          HttpSocket.start(
              new HttpSocket.Settings(
                  "fuzz", "127.0.0.1", 0, -1, Duration.ofSeconds(1), 65_536, true),
              new PeriodicTasks(faults, System::nanoTime),
              this::routes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void routes(HttpRouting.Builder routes) {
    routes
        .any("/now", (request, response) -> response.send("now"))
        .post("/read", (request, response) -> response.send(Bodies.read(request, 4096)))
        .post("/long", ConnectionFuzz::readLong)
        .any("/whep/{stream}", this::locate);
  }

  private static void readLong(ServerRequest request, ServerResponse response) {
    LongBody body = LongBody.of(request);
    byte[] buffer = new byte[1024];
    int total =
        body.readBy(
            "fuzz",
            () -> {
              try {
                int bytes = 0;
                for (int count = 0; count >= 0; count = body.read(buffer)) {
                  bytes += count;
                }
                return bytes;
              } catch (IOException
                  | RequestException
                  | DataReader.InsufficientDataAvailableException e) {
                // As for a push.
                throw new CloseConnectionException("The body broke off", e);
              }
            });
    response.send(String.valueOf(total));
  }

  private void locate(ServerRequest request, ServerResponse response) {
    String token = request.query().first("token").orElse("");
    String query = request.query().isEmpty() ? "" : "?" + request.query().rawValue();
    String url = addresses.of(request, "/whep/" + StreamNames.of(request) + query);
    response
        .header(HeaderValues.create(HeaderNames.LOCATION, url))
        .header(HeaderValues.create(HeaderNames.ETAG, "\"" + token.length() + "\""))
        .send(Bodies.read(request, 4096));
  }

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length > 0) {
      TARGET.run(input);
    }
  }

  private void run(byte[] input) {
    boolean frames = input[0] < 0;
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    byte[] bytes = frames ? connectionOf(rest) : rest;
    byte[] answer = exchange(bytes, 1 + (input[0] & 0x7f) * 16);
    boolean http2 = bytes.length >= PREFACE.length && Arrays.mismatch(PREFACE, bytes) >= 24;
    if (http2) {
      checkHttp2(answer);
    } else if (new String(answer, StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 500")) {
      throw new AssertionError("answered with 500");
    }
    awaitEnd();
    if (faults.counts().values().stream().anyMatch(count -> count > 0)) {
      throw new AssertionError("a defect: " + faults.counts());
    }
    if (++inputs % INPUTS_PER_CHECK == 0) {
      checkHeap();
    }
  }

  private static byte[] connectionOf(byte[] frames) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(PREFACE);
    out.writeBytes(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
    int at = 0;
    while (frames.length - at >= 4) {
      int length = Math.min(frames[at + 3] & 0xff, frames.length - at - 4);
      ByteBuffer head = ByteBuffer.allocate(9);
      head.putInt(length << 8 | (frames[at] & 0xff)).put(frames[at + 1]);
      head.putInt(frames[at + 2] & 0xff);
      out.writeBytes(head.array());
      out.write(frames, at + 4, length);
      at += 4 + length;
    }
    return out.toByteArray();
  }

  /**
   * From changing addresses, so that the ports of closed connections do not run out. Servers may
   * bind these ports at once: the address is reusable, also in TIME_WAIT.
   */
  private byte[] exchange(byte[] bytes, int pieceBytes) {
    try (Socket client = new Socket()) {
      client.setReuseAddress(true);
      client.setTcpNoDelay(true);
      client.setSoTimeout((int) TimeUnit.NANOSECONDS.toMillis(END_NANOS));
      byte[] address = {127, (byte) random.nextInt(), (byte) random.nextInt(), 1};
      client.bind(new InetSocketAddress(InetAddress.getByAddress(address), 0));
      client.connect(new InetSocketAddress("127.0.0.1", socket.port()));
      send(client, bytes, pieceBytes);
      return receive(client.getInputStream());
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection does not end", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(Socket client, byte[] bytes, int pieceBytes) {
    try {
      OutputStream out = client.getOutputStream();
      for (int at = 0; at < bytes.length; at += pieceBytes) {
        out.write(bytes, at, Math.min(pieceBytes, bytes.length - at));
      }
      client.shutdownOutput();
    } catch (IOException e) {
      // The service has closed the connection, as it may.
      return;
    }
  }

  private static byte[] receive(InputStream in) throws SocketTimeoutException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        answer.write(buffer, 0, count);
        if (answer.size() > MAX_ANSWER_BYTES) {
          throw new AssertionError("an answer of many bytes");
        }
      }
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      // The service has reset the connection, as it may.
      return new byte[0];
    }
    return answer.toByteArray();
  }

  /** The answer consists of frames, and no stream is answered with 500. */
  private static void checkHttp2(byte[] answer) {
    ByteBuffer rest = ByteBuffer.wrap(answer);
    while (rest.remaining() >= 9) {
      int lengthAndType = rest.getInt();
      int length = lengthAndType >>> 8;
      int type = lengthAndType & 0xff;
      rest.get();
      rest.getInt();
      if (type > 9 || length > 16_384) {
        throw new AssertionError("no frame: type " + type + ", length " + length);
      }
      if (type == 1 && rest.hasRemaining() && rest.get(rest.position()) == (byte) 0x8e) {
        throw new AssertionError("answered with 500");
      }
      rest.position(Math.min(rest.limit(), rest.position() + length));
    }
  }

  private void awaitEnd() {
    long begin = System.nanoTime();
    while (socket.connections() > 0 || socket.http2Threads() > 0) {
      if (System.nanoTime() - begin > END_NANOS) {
        throw new AssertionError(
            socket.connections() + " connections, " + socket.http2Threads() + " threads are left");
      }
      LockSupport.parkNanos(20_000);
    }
  }

  private static void checkHeap() {
    System.gc();
    long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    if (used > MAX_HEAP_BYTES) {
      throw new AssertionError(used + " bytes are in use");
    }
  }
}
