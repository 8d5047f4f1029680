package dev.sluice.app;

import dev.sluice.ingest.TsIngest;
import dev.sluice.mpegts.TsCounter;
import dev.sluice.source.TsSink;
import dev.sluice.stream.SourceLease;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A source's bytes go to ingest. */
final class IngestSink implements TsSink {
  private final TsIngest ingest;

  IngestSink(SourceLease lease) {
    this.ingest = new TsIngest(lease);
  }

  @Override
  public boolean feed(byte[] data, int offset, int length, long nowNanos) {
    return ingest.feed(data, offset, length, nowNanos);
  }

  @Override
  public boolean idle(long nowNanos) {
    return ingest.idle(nowNanos);
  }

  @Override
  public long idleDeadlineNanos() {
    return ingest.idleDeadlineNanos();
  }

  @Override
  public long packets() {
    return ingest.transportCounters().get(TsCounter.PACKETS);
  }

  @Override
  public Map<String, Long> events() {
    Map<String, Long> events = new TreeMap<>();
    ingest.counters().snapshot().forEach((event, count) -> events.put(nameOf(event), count));
    ingest
        .transportCounters()
        .snapshot()
        .forEach((event, count) -> events.put("ts_" + nameOf(event), count));
    return events;
  }

  private static String nameOf(Enum<?> event) {
    return event.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void end(long nowNanos) {
    ingest.end(nowNanos);
  }
}
