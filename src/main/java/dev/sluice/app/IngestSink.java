package dev.sluice.app;

import dev.sluice.container.mpegts.TsCounter;
import dev.sluice.ingest.ts.IngestSettings;
import dev.sluice.ingest.ts.TsIngest;
import dev.sluice.source.push.TsSink;
import dev.sluice.stream.publish.Publication;
import java.util.Map;

/** A source's bytes go to ingest. */
final class IngestSink implements TsSink {
  private final TsIngest ingest;

  IngestSink(Publication publication, IngestSettings settings) {
    this.ingest = new TsIngest(publication, settings);
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
    return ingest.counts();
  }

  @Override
  public void end(long nowNanos) {
    ingest.end(nowNanos);
  }
}
