package dev.sluice.source.attach;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.tasks.Faults;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.base.time.WallClock;
import dev.sluice.ingest.ts.TsIngest;
import dev.sluice.source.supervisor.SourceSettings;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.ControlSender;
import dev.sluice.source.transport.Transport;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.publish.Takeover;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Attachments with scripted connections; streams, supervision and ingest are the real ones. */
final class AttachmentFixture implements AutoCloseable {
  final Streams streams =
      new Streams(GivenSettings.defaults(StreamSettings::new), new WallClock(0));
  final Queue<Transport> transports = new ConcurrentLinkedQueue<>();
  final Queue<ControlSender> senders = new ConcurrentLinkedQueue<>();
  final Sources sources;
  final Attachments attachments;
  private final PeriodicTasks tasks =
      new PeriodicTasks(new Faults(System::nanoTime), System::nanoTime);

  AttachmentFixture(Takeover takeover) {
    this(takeover, Duration.ZERO);
  }

  AttachmentFixture(Takeover takeover, Duration lead) {
    sources =
        new Sources(
            streams,
            TsIngest::new,
            GivenSettings.of(
                SourceSettings::new,
                Map.of("ingest.leadSeconds", lead, "ingest.takeover", takeover)),
            tasks.faults().guard("source_timer"));
    attachments =
        new Attachments(
            streams,
            sources,
            GivenSettings.of(
                AttachSettings::new,
                Map.of(
                    "sources.max",
                    3,
                    "sources.retryMillis",
                    Duration.ofMillis(10),
                    "sources.idleSeconds",
                    Duration.ZERO)),
            Map.of("script", request -> transports.remove()),
            new ChannelTransports(request -> transports.remove(), request -> senders.remove()),
            stream -> streams.waiting() > 0,
            Duration.ofMillis(200),
            tasks);
  }

  @Override
  public void close() {
    attachments.close();
    sources.cancelAll();
    tasks.close();
    streams.endAll();
  }

  static AttachmentPlan plan(String... members) throws AddressException {
    Map<String, List<String>> all = new HashMap<>(Map.of("url", List.of("script:x")));
    for (int i = 0; i < members.length; i += 2) {
      all.put(members[i], List.of(members[i + 1]));
    }
    return AttachmentPlan.of(all);
  }

  List<AttachmentState> states() {
    return attachments.find("live").orElseThrow().views().stream()
        .map(AttachmentView::state)
        .toList();
  }

  static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }
}
