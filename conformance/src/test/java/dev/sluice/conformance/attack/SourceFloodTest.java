package dev.sluice.conformance.attack;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.FreePorts;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Datagrams without end to the port of one source, beside a stream that a good viewer watches. */
class SourceFloodTest {
  private static final Duration FLOOD =
      Duration.ofSeconds(Long.getLong("sluice.flood.seconds", 120) / 10);

  private static final Duration SETTLE = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int DATAGRAM_BYTES = 7 * 188;
  private static final Duration CALM_STEP = Duration.ofMillis(3);

  /** The heap of 256 MB, and as much again. */
  private static final long MAX_RESIDENT_MEGABYTES = 512;

  /** The senders of the flood take all of a core that the viewer's encoder needs, too. */
  private static final long MORE_GAP_MILLIS = 2000;

  private static final String EVENTS = "sluice_udp_source_events_total{event=\"%s\"}";

  private final byte[] media =
      Files.readAllBytes(
          Path.of(System.getProperty("sluice.home"), "src/main/resources/demo/demo.ts"));

  private final InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});

  /** For JUnit. */
  SourceFloodTest() throws IOException {
    // The fields read a file.
  }

  @Test
  void aFloodOfStrangersAndOneOfTheSenderDisturbNoOtherStream() throws Exception {
    int port = FreePorts.next();
    try (AttackedService service =
            new AttackedService(Map.of("SLUICE_SOURCES", "flooded=udp://127.0.0.1:" + port));
        DatagramSocket sender = new DatagramSocket();
        DatagramSocket stranger = new DatagramSocket()) {
      Vitals base = service.vitals();
      Usage usage = Usage.begin(service.pid());
      AtomicBoolean calm = new AtomicBoolean(true);
      Thread calmly = Thread.ofPlatform().start(() -> sendCalmly(sender, port, calm));
      long beginMillis = System.currentTimeMillis();
      LockSupport.parkNanos(SETTLE.toNanos());
      long calmGap = service.longestGapMillis(beginMillis);

      long flooding = System.currentTimeMillis();
      long sent = flood(stranger, port);
      awaitEvents(service, sent * 9 / 10, "other_sender", "kernel_drops");
      long dropped = events(service, "other_sender", "kernel_drops");

      // Its media runs ahead of the clock, so that it is read slowly until the end.
      long before = events(service, "datagrams", "kernel_drops");
      long own = flood(sender, port);
      awaitEvents(service, before + own * 9 / 10, "datagrams", "kernel_drops");
      calm.set(false);
      calmly.join();

      long gap = service.longestGapMillis(flooding);
      long resident = usage.peakResidentMegabytes();
      System.out.printf(
          "UDP source floods: %d datagrams of a stranger (%d dropped and counted), %d of the sender,"
              + " resident %d MB, %.2f cores, longest gap of another stream %d ms (before %d)%n",
          sent, dropped, own, resident, usage.cores(), gap, calmGap);
      assertTrue(service.isAlive(), service::log);
      assertTrue(resident <= MAX_RESIDENT_MEGABYTES, "resident MB: " + resident);
      assertTrue(gap <= calmGap + MORE_GAP_MILLIS, "gap: " + gap);
      Vitals now = service.vitals();
      assertTrue(now.isBackAt(base), "before %s, afterwards %s".formatted(base, now));
    }
  }

  private void sendCalmly(DatagramSocket socket, int port, AtomicBoolean goesOn) {
    try {
      for (int at = 0; goesOn.get(); at = send(socket, port, at)) {
        LockSupport.parkNanos(CALM_STEP.toNanos());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Sends as fast as possible; returns the count of datagrams. */
  private long flood(DatagramSocket socket, int port) throws IOException {
    long sent = 0;
    int at = 0;
    long end = System.nanoTime() + FLOOD.toNanos();
    while (System.nanoTime() < end) {
      at = send(socket, port, at);
      sent++;
    }
    return sent;
  }

  /** Sends the media from an index on; returns the next one. */
  private int send(DatagramSocket socket, int port, int at) throws IOException {
    socket.send(new DatagramPacket(media, at, DATAGRAM_BYTES, loopback, port));
    int next = at + DATAGRAM_BYTES;
    return next + DATAGRAM_BYTES > media.length ? 0 : next;
  }

  /** The kernel reports its drops with the datagrams that it takes afterwards. */
  private static void awaitEvents(AttackedService service, long least, String... names)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (events(service, names) < least) {
      assertTrue(
          System.nanoTime() < end,
          () -> "fewer than %d of %s".formatted(least, String.join(", ", names)));
      LockSupport.parkNanos(CALM_STEP.toNanos() * 100);
    }
  }

  private static long events(AttackedService service, String... names)
      throws IOException, InterruptedException {
    long sum = 0;
    for (String name : names) {
      sum += event(service, name);
    }
    return sum;
  }

  private static long event(AttackedService service, String name)
      throws IOException, InterruptedException {
    URI address =
        URI.create("http://127.0.0.1:%d/metrics".formatted(service.sockets().controlTcp()));
    try (HttpClient client = HttpClient.newHttpClient()) {
      String text =
          client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
      String series = EVENTS.formatted(name) + " ";
      return text.lines()
          .filter(line -> line.startsWith(series))
          .mapToLong(line -> Long.parseLong(line.substring(series.length())))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + series));
    }
  }
}
