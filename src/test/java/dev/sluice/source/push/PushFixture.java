package dev.sluice.source.push;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.tasks.Faults;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.base.time.WallClock;
import dev.sluice.net.address.LimitKeys;
import dev.sluice.net.http.HttpSocket;
import dev.sluice.net.http.RawHttp1;
import dev.sluice.net.tls.TlsCertificate;
import dev.sluice.source.supervisor.SourceClient;
import dev.sluice.source.supervisor.SourceEnd;
import dev.sluice.source.supervisor.SourceSettings;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.StreamState;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.publish.Takeover;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The control socket with the ingest routes, and ingests that record their input. */
final class PushFixture implements AutoCloseable {
  private static final int STARTING_PER_ADDRESS = 128;

  final Streams streams;
  final Faults faults = new Faults(System::nanoTime);
  final Sources sources;
  final List<RecordingIngest> ingests = new CopyOnWriteArrayList<>();
  private final HttpSocket socket;

  PushFixture(Duration stall, boolean replace) throws IOException {
    this(stall, replace, PushGate.OPEN);
  }

  /** With a limit for the sources of one address without a program map. */
  static PushFixture withStartingPerAddress(int limit) throws IOException {
    return new PushFixture(
        Duration.ofSeconds(5),
        true,
        PushGate.OPEN,
        Duration.ofSeconds(60),
        Optional.empty(),
        limit);
  }

  PushFixture(Duration stall, boolean replace, PushGate gate) throws IOException {
    this(stall, replace, gate, Duration.ofSeconds(60), Optional.empty());
  }

  PushFixture(
      Duration stall,
      boolean replace,
      PushGate gate,
      Duration silence,
      Optional<TlsCertificate> tls)
      throws IOException {
    this(stall, replace, gate, silence, tls, STARTING_PER_ADDRESS);
  }

  private PushFixture(
      Duration stall,
      boolean replace,
      PushGate gate,
      Duration silence,
      Optional<TlsCertificate> tls,
      int startingPerAddress)
      throws IOException {
    streams =
        new Streams(
            GivenSettings.of(
                StreamSettings::new,
                Map.of(
                    "ingest.maxStreams",
                    2,
                    "stream.lingerSeconds",
                    Duration.ofNanos(Long.MAX_VALUE),
                    "stream.log.videoMegabytes",
                    65_536,
                    "stream.log.audioKilobytes",
                    65_536,
                    "stream.log.seconds",
                    Duration.ofSeconds(1))),
            new WallClock(0));
    sources =
        new Sources(
            streams,
            lease -> {
              RecordingIngest sink = new RecordingIngest(lease);
              ingests.add(sink);
              return sink;
            },
            GivenSettings.of(
                SourceSettings::new,
                Map.of(
                    "ingest.stallSeconds",
                    stall,
                    "ingest.takeover",
                    replace ? Takeover.REPLACE : Takeover.REJECT,
                    "limits.startingPerAddress",
                    startingPerAddress)),
            faults.guard("source_timer"));
    socket =
        HttpSocket.start(
            new HttpSocket.Settings(
                "control",
                "127.0.0.1",
                0,
                -1,
                silence,
                1 << 20,
                false,
                tls,
                new LimitKeys(List.of())),
            new PeriodicTasks(new Faults(System::nanoTime), System::nanoTime),
            routes ->
                PushRoutes.register(
                    routes, sources, gate, request -> new SourceClient("192.0.2.1", "192.0.2.1")));
  }

  int port() {
    return socket.port();
  }

  /** Begins a chunked push and sends its first chunk. */
  RawHttp1 push(String stream, String first) throws IOException {
    return push(new RawHttp1(port()), stream, first);
  }

  /** The same over a connection that is there. */
  static RawHttp1 push(RawHttp1 client, String stream, String first) throws IOException {
    client.send(
        "PUT /ingest/%s HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
            .formatted(stream));
    client.send(chunk(first));
    return client;
  }

  static String chunk(String data) {
    return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
  }

  /** Waits until the newest sink has received this number of bytes. */
  RecordingIngest awaitIngest(int number, long bytes) {
    until(() -> ingests.size() == number && ingests.getLast().bytes >= bytes, "sink " + number);
    return ingests.getLast();
  }

  StreamState state(String stream) {
    return streams.find(stream).orElseThrow().state();
  }

  void awaitEnd(SourceEnd end) {
    until(() -> sources.counters().of(end) == 1 && sources.count() == 0, "ended: " + end);
  }

  /** Polls a condition that has no event to wait for. */
  static void until(BooleanSupplier reached, String what) {
    long deadline = System.nanoTime() + 5_000_000_000L;
    while (!reached.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, what);
      LockSupport.parkNanos(500_000);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
