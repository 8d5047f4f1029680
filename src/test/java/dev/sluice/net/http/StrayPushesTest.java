package dev.sluice.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.log.LogLines;
import dev.sluice.base.log.LogSettings;
import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.tasks.Faults;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.net.address.LimitKeys;
import io.helidon.http.Status;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encoders that push to a wrong address, and read no answer while they push. */
@Timeout(60)
class StrayPushesTest {
  /** A client that sends at this pace notices the end of its connection with the next write. */
  private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final LogLines lines = new LogLines();
  private final PeriodicTasks tasks =
      new PeriodicTasks(new Faults(System::nanoTime), System::nanoTime);
  private long nowNanos;
  private HttpSocket socket;

  @BeforeEach
  void start() throws Exception {
    start(false);
  }

  private void start(boolean addresses) throws Exception {
    start(false, addresses);
  }

  private void start(boolean byPath, boolean addresses) throws Exception {
    StrayPushes strays =
        new StrayPushes(
            lines.without(System.Logger.Level.DEBUG),
            () -> nowNanos,
            "public",
            byPath,
            GivenSettings.of(LogSettings::new, Map.of("log.addresses", addresses)));
    socket =
        HttpSocket.start(
            new HttpSocket.Settings(
                "public",
                "127.0.0.1",
                0,
                -1,
                Duration.ofSeconds(60),
                65_536,
                true,
                Optional.empty(),
                new LimitKeys(List.of()),
                strays),
            tasks,
            routes ->
                routes
                    .get("/", (request, response) -> response.send("a page"))
                    .post(
                        "/whep/{name}",
                        (request, response) -> {
                          throw Problem.of(Status.CONFLICT_409, "Wait.").toException();
                        })
                    .put(
                        "/ingest/{name}",
                        (request, response) -> {
                          throw Problem.of(Status.UNAUTHORIZED_401, "Send a token.").toException();
                        }));
  }

  @AfterEach
  void stop() {
    socket.close();
    tasks.close();
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), socket.port());
  }

  private static void head(Socket client, String line, String... fields) throws IOException {
    String text = line + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", fields);
    client.getOutputStream().write((text + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** Pushes as ffmpeg does; ends with the exception of a write, when the connection is closed. */
  private static void pushWithoutReading(Socket client) throws IOException {
    OutputStream out = client.getOutputStream();
    byte[] chunk = ("400\r\n" + "x".repeat(0x400) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    while (true) {
      out.write(chunk);
      LockSupport.parkNanos(PACE_NANOS);
    }
  }

  private static String statusLine(Socket client) throws IOException {
    return new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))
        .readLine();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUT /live",
        "PUT /",
        "POST /live",
        "PUT /ingest/live",
        "PUT /whep/x",
        "POST /whep"
      })
  void anEncoderThatReadsNothingIsStoppedSoon(String line) throws Exception {
    try (Socket client = connect()) {
      head(client, line, "Transfer-Encoding: chunked");
      long begin = System.nanoTime();
      assertThrows(IOException.class, () -> pushWithoutReading(client));
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      assertTrue(millis < 6_000, line + " went on for " + millis + " ms");
    }
  }

  @Test
  void aClientThatReadsGetsItsAnswerAtOnceAndThenTheEnd() throws Exception {
    try (Socket client = connect()) {
      head(client, "PUT /live", "Transfer-Encoding: chunked");
      client.getOutputStream().write("1\r\nx\r\n".getBytes(StandardCharsets.US_ASCII));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
      long begin = System.nanoTime();
      assertEquals("HTTP/1.1 404 Not Found", in.readLine());
      String last = "";
      for (String next = in.readLine(); next != null; next = in.readLine()) {
        last = next;
      }
      assertTrue(last.contains("/ingest/NAME on the control socket"), last);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      assertTrue(millis < 1_500, "the end came after " + millis + " ms");
    }
  }

  @Test
  void aLongBodyOfKnownLengthIsReadToItsEnd() throws Exception {
    int length = 8 << 20;
    try (Socket client = connect()) {
      head(client, "PUT /live", "Content-Length: " + length);
      OutputStream out = client.getOutputStream();
      byte[] piece = new byte[64 * 1024];
      for (int sent = 0; sent < length; sent += piece.length) {
        out.write(piece);
      }
      assertEquals("HTTP/1.1 404 Not Found", statusLine(client));
    }
  }

  private void refuse(String line, String... fields) throws IOException {
    try (Socket client = connect()) {
      head(client, line, fields);
      assertTrue(statusLine(client).startsWith("HTTP/1.1 4"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PUT /live?token=secret | A push was refused: PUT /live on the public socket (404). There is nothing at this address. Push a transport stream to /ingest/NAME on the control socket (control.port, 8081 by default).
          POST /                 | A push was refused: POST / on the public socket (404). There is nothing at this address. Push a transport stream to /ingest/NAME on the control socket (control.port, 8081 by default).
          PUT /ingest/live       | A push was refused: PUT /ingest/live on the public socket (401). Send a token.
          """)
  void theLogSaysWhatWasMeant(String line, String expected) throws Exception {
    refuse(line, "Transfer-Encoding: chunked");
    assertEquals(List.of(expected), lines.lines());
  }

  @Test
  void oneLineIsWrittenPerCauseAndInterval() throws Exception {
    for (int i = 0; i < 5; i++) {
      refuse("PUT /live" + i, "Transfer-Encoding: chunked");
    }
    assertEquals(1, lines.lines().size());
    nowNanos += TimeUnit.SECONDS.toNanos(11);
    refuse("PUT /live", "Transfer-Encoding: chunked");
    assertEquals(2, lines.lines().size());
    assertTrue(lines.lines().getLast().endsWith("(4 more before)"), lines.lines().getLast());
  }

  @Test
  void eachPathIsACauseWhereTheClientsAreTheOperators() throws Exception {
    socket.close();
    start(true, false);
    refuse("PUT /a", "Transfer-Encoding: chunked");
    refuse("PUT /b", "Transfer-Encoding: chunked");
    refuse("PUT /b", "Transfer-Encoding: chunked");
    assertEquals(2, lines.lines().size());
  }

  @Test
  void theAddressIsNamedWhereTheSettingsSay() throws Exception {
    socket.close();
    start(true);
    refuse("PUT /live", "Transfer-Encoding: chunked");
    assertTrue(lines.lines().getFirst().contains("on the public socket from 127.0.0.1 (404)"));
  }

  @Test
  void requestsThatAreNoPushesHaveNoLine() throws Exception {
    refuse("GET /nothing");
    refuse("POST /nothing", "Content-Length: 0");
    refuse("POST /whep/x", "Transfer-Encoding: chunked");
    refuse("POST /x/whep", "Transfer-Encoding: chunked");
    refuse("POST /live/video-to-video/x-out/whep/sessions/y", "Transfer-Encoding: chunked");
    assertEquals(List.of(), lines.lines());
  }
}
