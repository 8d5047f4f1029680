package dev.sluice.source.rtmp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.tasks.Faults;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.base.time.WallClock;
import dev.sluice.ingest.ts.TsIngest;
import dev.sluice.net.address.ConnectionShares;
import dev.sluice.net.address.LimitKeys;
import dev.sluice.source.supervisor.PublishRights;
import dev.sluice.source.supervisor.SourceEnd;
import dev.sluice.source.supervisor.SourceSettings;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.publish.Takeover;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** An RTMP server with streams behind it. */
final class RtmpFixture implements AutoCloseable {
  static final int CONNECTIONS = 64;

  final Streams streams;
  final Sources sources;
  final RtmpServer server;
  private final LimitKeys keys = new LimitKeys(List.of());
  private final ConnectionShares shares = new ConnectionShares("for RTMP", CONNECTIONS, keys);
  private final PeriodicTasks tasks =
      new PeriodicTasks(new Faults(System::nanoTime), System::nanoTime);

  RtmpFixture() throws IOException {
    this(PublishRights.OPEN, Takeover.REPLACE, Duration.ofSeconds(10));
  }

  RtmpFixture(PublishRights rights, Takeover takeover, Duration stall) throws IOException {
    this(
        new Streams(GivenSettings.defaults(StreamSettings::new), new WallClock(0)),
        rights,
        takeover,
        stall);
  }

  RtmpFixture(Streams streams, PublishRights rights, Takeover takeover, Duration stall)
      throws IOException {
    this.streams = streams;
    sources =
        new Sources(
            streams,
            TsIngest::new,
            GivenSettings.of(
                SourceSettings::new,
                Map.of("ingest.stallSeconds", stall, "ingest.takeover", takeover)),
            tasks.faults().guard("source_timer"));
    server =
        RtmpServer.start(
            "127.0.0.1", 0, shares, new RtmpPublishing(sources, rights, keys, stall), tasks);
  }

  /** With a socket that is bound. */
  RtmpFixture(ServerSocket listener) {
    Duration stall = Duration.ofSeconds(10);
    streams = new Streams(GivenSettings.defaults(StreamSettings::new), new WallClock(0));
    sources =
        new Sources(
            streams,
            TsIngest::new,
            GivenSettings.defaults(SourceSettings::new),
            tasks.faults().guard("source_timer"));
    server =
        RtmpServer.start(
            listener, shares, new RtmpPublishing(sources, PublishRights.OPEN, keys, stall), tasks);
  }

  RtmpClient client() throws IOException {
    return new RtmpClient(server.port());
  }

  long faults() {
    return tasks.faults().counts().get("rtmp");
  }

  long count(RtmpCounter counter) {
    return server.counts().get(counter.name().toLowerCase(Locale.ROOT));
  }

  void awaitEnd(SourceEnd end) {
    until(() -> sources.counters().of(end) == 1 && sources.count() == 0, "ended: " + end);
  }

  void awaitOneSource() {
    until(() -> sources.count() == 1, "one source");
  }

  void awaitNoConnection() {
    until(() -> server.connections() == 0, "no connection");
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
    server.close();
    sources.cancelAll();
    tasks.close();
  }
}
