package dev.sluice.api.observe;

import dev.sluice.api.whep.WhepCounters;
import dev.sluice.api.whep.WhepRoutes;
import dev.sluice.source.push.PushEnd;
import dev.sluice.source.push.Pushes;
import dev.sluice.stream.StreamState;
import dev.sluice.stream.Streams;
import dev.sluice.viewer.session.Sessions;
import dev.sluice.viewer.stats.EndReason;
import dev.sluice.viewer.stats.SessionCounters;
import java.util.Map;

/** The numbers of streams, sources and viewers. */
public final class ServiceMetrics implements MetricSource {
  private final Streams streams;
  private final Sessions sessions;
  private final Pushes pushes;
  private final WhepRoutes whep;

  /** Of these parts. */
  public ServiceMetrics(Streams streams, Sessions sessions, Pushes pushes, WhepRoutes whep) {
    this.streams = streams;
    this.sessions = sessions;
    this.pushes = pushes;
    this.whep = whep;
  }

  @Override
  public void collect(MetricSink sink) {
    collectStreams(sink);
    collectSources(sink);
    collectViewers(sink);
  }

  private void collectStreams(MetricSink sink) {
    long live = streams.list().stream().filter(s -> s.state() == StreamState.LIVE).count();
    sink.gauge("sluice_streams", "Streams that have a source.", live);
    sink.gauge(
        "sluice_streams_lingering",
        "Streams whose source has gone and that wait for another.",
        streams.list().size() - live);
  }

  private void collectSources(MetricSink sink) {
    sink.gauge("sluice_pushes", "Sources that push over HTTP.", pushes.count());
    sink.counter(
        "sluice_push_bytes_total", "Bytes received of pushed sources.", pushes.counters().bytes());
    sink.counters(
        "sluice_pushes_ended_total",
        "Pushed sources by how they ended.",
        "end",
        EnumCounts.of(PushEnd.class, pushes.counters()::of));
    sink.counters(
        "sluice_ingest_events_total",
        "What was seen, dropped and mended of pushed sources.",
        "event",
        pushes.events());
  }

  private void collectViewers(MetricSink sink) {
    SessionCounters counters = sessions.counters();
    sink.gauge("sluice_sessions", "Viewers.", sessions.count());
    sink.counters(
        "sluice_session_events_total",
        "What happened to viewers, by event.",
        "event",
        EnumCounts.of(SessionCounters.Event.class, counters::of));
    sink.counters(
        "sluice_sessions_ended_total",
        "Viewers by why they ended.",
        "reason",
        EnumCounts.of(EndReason.class, counters::of));
    sink.gauge("sluice_whep_waiting", "Requests held for a stream.", whep.waiting());
    sink.gauge("sluice_whep_event_streams", "Viewers that read events.", whep.events().readers());
    sink.gauge(
        "sluice_draining", "1 while no more viewers are taken.", whep.drain().underWay() ? 1 : 0);
    Map<String, Long> outcomes = EnumCounts.of(WhepCounters.Outcome.class, whep.counters()::of);
    sink.counters(
        "sluice_whep_posts_total", "Requests for playback by outcome.", "outcome", outcomes);
  }
}
