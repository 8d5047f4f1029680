package dev.sluice.ingest.ts;

import dev.sluice.base.bytes.BudgetPart;
import dev.sluice.base.counters.EnumCounters;
import dev.sluice.container.mpegts.ElementaryStream;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.ingest.track.IngestCounter;
import dev.sluice.media.Track;
import dev.sluice.media.TrackInput;

/** The track and the parser of a PID's PES packets or sections, and the counts of both. */
final class PidRoute {
  private final Track track;
  private ElementaryStream stream;
  private final TrackIngest ingest;
  private final EnumCounters<IngestCounter> counters;
  private final BudgetPart memory;
  private long packets;

  /**
   * @param counters incremented by {@code ingest} and nobody else
   * @param memory of {@code ingest} and nobody else
   */
  PidRoute(
      Track track,
      ElementaryStream stream,
      TrackIngest ingest,
      EnumCounters<IngestCounter> counters,
      BudgetPart memory) {
    this.track = track;
    this.stream = stream;
    this.ingest = ingest;
    this.counters = counters;
    this.memory = memory;
  }

  Track track() {
    return track;
  }

  ElementaryStream stream() {
    return stream;
  }

  /** The track goes on on another PID. */
  void moveTo(ElementaryStream moved) {
    stream = moved;
  }

  EnumCounters<IngestCounter> counters() {
    return counters;
  }

  void pes(Pes pes) {
    packets++;
    ingest.pes(pes);
  }

  void section(byte[] array, int offset, int length, long arrivalNanos) {
    packets++;
    ingest.section(array, offset, length, arrivalNanos);
  }

  void end() {
    ingest.end();
  }

  /** Gives the memory of the parser back; nothing is to be passed to it afterwards. */
  void release() {
    memory.close();
  }

  /** Whether data of the track has arrived. */
  boolean hasData() {
    return packets > 0;
  }

  /** The counts as the health of the track is judged by them. */
  TrackInput input() {
    return new TrackInput(
        track.id(),
        packets,
        counters.get(IngestCounter.ARRIVAL_STAMPED),
        IngestCounter.dropped(counters));
  }
}
