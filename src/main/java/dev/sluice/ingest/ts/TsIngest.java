package dev.sluice.ingest.ts;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.TrackClock;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.container.mpegts.ProgramMap;
import dev.sluice.container.mpegts.TsCounter;
import dev.sluice.container.mpegts.TsCounters;
import dev.sluice.container.mpegts.TsDemuxer;
import dev.sluice.container.mpegts.TsListener;
import dev.sluice.media.Track;
import dev.sluice.media.TrackSet;
import dev.sluice.stream.publish.Publication;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads one source's transport stream and passes its access units to the stream.
 *
 * <p>Each call holds the publication for as long as it lasts, so that the source's thread and a
 * timer may both call. Once another source has taken over, calls are refused.
 *
 * <p>Order of calls: {@link #feed} and {@link #idle} in any order, then {@link #end}.
 */
public final class TsIngest {
  private final Publication publication;
  private final EnumCounters<IngestCounter> counters = new EnumCounters<>(IngestCounter.class);
  private final TsDemuxer demuxer;
  private final TrackPlan plan = new TrackPlan();
  private List<Route> routes = List.of();

  /** The way of a PID's PES packets. */
  private record Route(Track track, int pid, TrackIngest ingest) {}

  /**
   * @param publication the source's place in its stream
   */
  public TsIngest(Publication publication, IngestSettings settings) {
    this.publication = publication;
    this.demuxer = new TsDemuxer(new Listener(), settings.program);
  }

  /** With {@link IngestSettings#DEFAULT}. */
  public TsIngest(Publication publication) {
    this(publication, IngestSettings.DEFAULT);
  }

  /**
   * Takes the next bytes of the source.
   *
   * @param nowNanos time of their arrival; never less than before
   * @return false when another source has taken over
   */
  public boolean feed(byte[] data, int offset, int length, long nowNanos) {
    if (!publication.enter()) {
      return false;
    }
    try {
      demuxer.feed(data, offset, length, nowNanos);
    } finally {
      publication.leave();
    }
    return true;
  }

  /**
   * Passes on what a pause of the source proves complete.
   *
   * @return false when another source has taken over
   */
  public boolean idle(long nowNanos) {
    if (!publication.enter()) {
      return false;
    }
    try {
      demuxer.idle(nowNanos);
    } finally {
      publication.leave();
    }
    return true;
  }

  /** Passes on what is left at the end of the source. */
  public void end(long nowNanos) {
    if (!publication.enter()) {
      return;
    }
    try {
      demuxer.end(nowNanos);
      routes.forEach(route -> route.ingest().end());
    } finally {
      publication.leave();
    }
  }

  /**
   * The time at which {@link #idle} is due if nothing is fed, on the clock of the feeder; MAX_VALUE
   * for never. To be asked by the thread that feeds.
   */
  public long idleDeadlineNanos() {
    return demuxer.idleDeadlineNanos();
  }

  /** Transport packets recognised so far. */
  public long packets() {
    return demuxer.counters().get(TsCounter.PACKETS);
  }

  /** Whether a program map was read, so that the tracks are known. */
  public boolean mapped() {
    return publication.view().tracks() != null;
  }

  /** Flaws of the elementary streams. */
  public EnumCounters<IngestCounter> counters() {
    return counters;
  }

  /** Flaws of the transport stream. */
  public TsCounters transportCounters() {
    return demuxer.counters();
  }

  /**
   * All counts that are not zero by name: of the transport stream behind {@code ts_}, of the
   * elementary streams, of their stamps, and of what was published.
   */
  public Map<String, Long> counts() {
    Map<String, Long> all = new TreeMap<>();
    demuxer
        .counters()
        .snapshot()
        .forEach(
            (counter, count) -> all.put("ts_" + counter.name().toLowerCase(Locale.ROOT), count));
    counters.addTo(all);
    publication.timeline().counters().addTo(all);
    publication.counters().addTo(all);
    return all;
  }

  private final class Listener implements TsListener {
    @Override
    public void onProgramMap(ProgramMap map) {
      List<Route> planned = new ArrayList<>();
      for (TrackPlan.Planned track : plan.update(map)) {
        planned.add(routeOf(track));
      }
      for (Route route : routes) {
        if (!planned.contains(route)) {
          route.ingest().end();
        }
      }
      routes = planned;
      publication.setTracks(new TrackSet(planned.stream().map(Route::track).toList()));
    }

    @Override
    public void onFlushRuleDisabled(int pid) {
      publication.warn(
          "the packets of PID %d are not filled up at the end of pictures only: each picture waits"
                  .formatted(pid)
              + " for the next one to begin.");
    }

    private Route routeOf(TrackPlan.Planned planned) {
      for (Route route : routes) {
        if (route.track().equals(planned.track()) && route.pid() == planned.pid()) {
          return route;
        }
      }
      return new Route(planned.track(), planned.pid(), ingestOf(planned.track()));
    }

    private TrackIngest ingestOf(Track track) {
      TrackClock clock = publication.timeline().track(track.id());
      return switch (track.id()) {
        case Track.VIDEO -> new H264Ingest(track, publication, clock, counters);
        case Track.AUDIO -> new OpusIngest(track, publication, clock, counters);
        default -> new OtherIngest(track, publication, clock);
      };
    }

    @Override
    public void onPes(Pes pes) {
      List<Route> all = routes;
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).pid() == pes.pid()) {
          all.get(i).ingest().pes(pes);
          return;
        }
      }
    }
  }
}
