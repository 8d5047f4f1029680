package dev.sluice.api.observe;

import dev.sluice.api.whep.WhepCounters;
import dev.sluice.api.whep.WhepRoutes;
import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.counters.EnumCounts;
import dev.sluice.media.Track;
import dev.sluice.media.TrackHealth;
import dev.sluice.media.TrackState;
import dev.sluice.source.supervisor.SourceEnd;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.StreamState;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.log.SlabPool;
import dev.sluice.stream.publish.SupplyKind;
import dev.sluice.viewer.session.Sessions;
import dev.sluice.viewer.stats.EndReason;
import dev.sluice.viewer.stats.SessionCounters;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Metrics of streams, sources and viewers. */
public final class ServiceMetrics implements MetricSource {
  private final Streams streams;
  private final Sessions sessions;
  private final Sources sources;
  private final WhepRoutes whep;

  /**
   * @param streams counted by state
   * @param sessions viewers and their events
   * @param sources sources with the counters of ingest
   * @param whep POSTs, events and drain
   */
  public ServiceMetrics(Streams streams, Sessions sessions, Sources sources, WhepRoutes whep) {
    this.streams = streams;
    this.sessions = sessions;
    this.sources = sources;
    this.whep = whep;
  }

  @Override
  public void collect(MetricSink sink) {
    collectStreams(sink);
    collectSources(sink);
    collectViewers(sink);
  }

  private void collectStreams(MetricSink sink) {
    sink.gauges("sluice_streams", "Streams, by state.", "state", streamsByState());
    sink.counter(
        "sluice_takeovers_total",
        "Sources that became live after another one.",
        streams.takeovers());
    SlabPool memory = streams.memory();
    sink.gauges(
        "sluice_log_bytes",
        "Memory of the logs of all streams: in use, kept for later use, taken by the buffers of"
            + " sources, and the limit of logs and buffers together.",
        "state",
        Map.of(
            "used", memory.usedBytes(),
            "free", memory.freeBytes(),
            "input", memory.inputBytes(),
            "limit", memory.mostBytes()));
    sink.counter(
        "sluice_sources_without_memory_total",
        "Sources that were refused because the logs had little memory left.",
        streams.refusedWithoutMemory());
    sink.counter(
        "sluice_pictures_without_memory_total",
        "Pictures and other parts of sources that were lost because there was no memory for them.",
        memory.refusedInputs());
    sink.gauges(
        "sluice_tracks",
        "Pictures and sounds of live streams that are for viewers, by health.",
        "state",
        tracksByState());
    List<Stream> listed = streams.list();
    sink.gauges(
        "sluice_supplied_tracks",
        "Pictures and sounds that the service supplies because the source has none, by kind.",
        "kind",
        EnumCounts.of(
            SupplyKind.class,
            kind ->
                listed.stream()
                    .flatMap(stream -> stream.source().supplied().stream())
                    .filter(track -> track.kind() == kind)
                    .count()));
    sink.gauge(
        "sluice_streams_slated",
        "Streams whose viewers see the slate.",
        streams.listWithPromised().stream().filter(Stream::slated).count());
  }

  private Map<String, Long> streamsByState() {
    List<Stream> listed = streams.listWithPromised();
    Map<String, Long> counts =
        EnumCounts.of(
            StreamState.class,
            state -> listed.stream().filter(stream -> stream.state() == state).count());
    // A stream that has ended is not listed.
    counts.remove(EnumCounters.label(StreamState.ENDED));
    return counts;
  }

  private Map<String, Long> tracksByState() {
    Map<String, Long> counts = new TreeMap<>();
    for (TrackState state : TrackState.values()) {
      counts.put(state.label(), 0L);
    }
    for (Stream stream : streams.list()) {
      if (stream.state() == StreamState.LIVE) {
        for (TrackHealth health : stream.health().tracks()) {
          if (health.trackId() < Track.FIRST_OTHER) {
            counts.merge(health.state().label(), 1L, Long::sum);
          }
        }
      }
    }
    return counts;
  }

  private void collectSources(MetricSink sink) {
    sink.gauge("sluice_sources", "Running sources.", sources.count());
    sink.counter(
        "sluice_source_bytes_total", "Bytes received from sources.", sources.counters().bytes());
    sink.counters(
        "sluice_sources_ended_total",
        "Ended sources, by reason.",
        "end",
        EnumCounts.of(SourceEnd.class, sources.counters()::of));
    sink.counters(
        "sluice_ingest_events_total",
        "Events in sources: seen, dropped, repaired.",
        "event",
        sources.counts());
  }

  private void collectViewers(MetricSink sink) {
    SessionCounters counters = sessions.counters();
    sink.gauge("sluice_sessions", "Viewers.", sessions.count());
    sink.gauge(
        "sluice_sessions_waiting",
        "Viewers that were answered before their stream had output, and have had no media yet.",
        sessions.waiting());
    sink.counters(
        "sluice_session_events_total",
        "Events of viewers.",
        "event",
        EnumCounts.of(SessionCounters.Event.class, counters::of));
    sink.counters(
        "sluice_sessions_ended_total",
        "Sessions ended, by reason.",
        "reason",
        EnumCounts.of(EndReason.class, counters::of));
    sink.gauge("sluice_whep_waiting", "POSTs held for a stream without output.", whep.waiting());
    sink.gauge("sluice_whep_event_streams", "Clients reading events.", whep.events().readers());
    sink.gauge(
        "sluice_draining", "1 while the instance is drained.", whep.drain().draining() ? 1 : 0);
    Map<String, Long> outcomes = EnumCounts.of(WhepCounters.Outcome.class, whep.counters()::of);
    sink.counters(
        "sluice_whep_posts_total", "POSTs on WHEP endpoints, by outcome.", "outcome", outcomes);
  }
}
