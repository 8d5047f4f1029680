package dev.sluice.ingest.ts;

import dev.sluice.container.mpegts.Pes;
import dev.sluice.container.mpegts.ProgramMap;
import dev.sluice.container.mpegts.TsCounters;
import dev.sluice.container.mpegts.TsDemuxer;
import dev.sluice.container.mpegts.TsListener;
import dev.sluice.media.Track;
import dev.sluice.media.TrackSet;
import dev.sluice.stream.SourceLease;
import dev.sluice.stream.StreamWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes one source's transport stream to the log of its stream.
 *
 * <p>Each call takes the stream writer's lock for as long as it lasts, so that the source's thread
 * and a timer may both call. What a source brings after another has taken its place is refused.
 *
 * <p>Order of calls: {@link #feed} and {@link #idle} in any order, then {@link #end}.
 */
public final class TsIngest {
  private final SourceLease lease;
  private final IngestCounters counters = new IngestCounters();
  private final IngestSettings settings;
  private final SourceNotices notices;
  private final TsDemuxer demuxer;
  private final TrackPlan plan = new TrackPlan();
  private List<Route> routes = List.of();
  private boolean begun;

  /** Where the PES packets of a track go. */
  private record Route(Track track, TrackIngest ingest) {}

  /**
   * @param lease the source's place in its stream
   */
  public TsIngest(SourceLease lease, IngestSettings settings) {
    this.lease = lease;
    this.settings = settings;
    this.notices = new SourceNotices(lease.stream());
    this.demuxer = new TsDemuxer(new Listener(), settings.program);
  }

  /** With {@link IngestSettings#DEFAULT}. */
  public TsIngest(SourceLease lease) {
    this(lease, IngestSettings.DEFAULT);
  }

  /**
   * Takes the next bytes of the source.
   *
   * @param nowNanos when they arrived; never less than before
   * @return false when another source has taken this one's place
   */
  public boolean feed(byte[] data, int offset, int length, long nowNanos) {
    StreamWriter writer = lease.stream().writer();
    if (!enter(writer)) {
      return false;
    }
    try {
      demuxer.feed(data, offset, length, nowNanos);
    } finally {
      writer.leave();
    }
    return true;
  }

  /**
   * Nothing came for a while: writes what a pause proves complete.
   *
   * @return false when another source has taken this one's place
   */
  public boolean idle(long nowNanos) {
    StreamWriter writer = lease.stream().writer();
    if (!enter(writer)) {
      return false;
    }
    try {
      demuxer.idle(nowNanos);
    } finally {
      writer.leave();
    }
    return true;
  }

  /** The source is over: writes what is left. */
  public void end(long nowNanos) {
    StreamWriter writer = lease.stream().writer();
    if (!enter(writer)) {
      return;
    }
    try {
      demuxer.end(nowNanos);
      routes.forEach(route -> route.ingest().end());
    } finally {
      writer.leave();
    }
  }

  private boolean enter(StreamWriter writer) {
    if (!writer.enter(lease.epoch())) {
      return false;
    }
    if (!begun) {
      begun = true;
      writer.timeline().beginEpoch();
    }
    return true;
  }

  /**
   * When {@link #idle} has something to do if nothing is fed, on the clock of the feeder; MAX_VALUE
   * for never. To be asked by the thread that feeds.
   */
  public long idleDeadlineNanos() {
    return demuxer.idleDeadlineNanos();
  }

  /** What was written, dropped and mended. */
  public IngestCounters counters() {
    return counters;
  }

  /** All counts that are not zero by name, those of the transport stream behind {@code ts_}. */
  public Map<String, Long> counts() {
    Map<String, Long> all = new TreeMap<>();
    demuxer.counters().snapshot().forEach((name, count) -> all.put("ts_" + name(name), count));
    counters.snapshot().forEach((name, count) -> all.put(name(name), count));
    return all;
  }

  private static String name(Enum<?> counter) {
    return counter.name().toLowerCase(Locale.ROOT);
  }

  /** What was seen of the transport stream. */
  public TsCounters transportCounters() {
    return demuxer.counters();
  }

  private final class Listener implements TsListener {
    @Override
    public void onProgramMap(ProgramMap map) {
      TrackSet tracks = plan.update(map);
      List<Route> planned = new ArrayList<>();
      for (Track track : tracks.tracks()) {
        planned.add(routeOf(track));
      }
      for (Route route : routes) {
        if (!planned.contains(route)) {
          route.ingest().end();
        }
      }
      routes = planned;
      lease.stream().writer().setTracks(tracks);
    }

    @Override
    public void onFlushHabitBroken(int pid) {
      notices.warn(
          "the packets of PID %d are not filled up at the end of pictures only: each picture waits"
                  .formatted(pid)
              + " for the next one to begin.");
    }

    private Route routeOf(Track track) {
      for (Route route : routes) {
        if (route.track().equals(track)) {
          return route;
        }
      }
      StreamWriter writer = lease.stream().writer();
      UnitClock clock = new UnitClock(track.id(), lease.stream().writer().timeline(), counters);
      return new Route(
          track,
          switch (track.id()) {
            case Track.VIDEO -> newVideo(writer, clock);
            case Track.AUDIO -> new OpusIngest(writer, clock, counters);
            default -> new OtherIngest(track.codec(), writer, clock, counters);
          });
    }

    private VideoIngest newVideo(StreamWriter writer, UnitClock clock) {
      PictureOrder order = new PictureOrder(notices, counters, settings.sendsReordered());
      return new VideoIngest(new VideoWriter(writer, order, counters), clock, counters);
    }

    @Override
    public void onPes(Pes pes) {
      List<Route> all = routes;
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).track().pid() == pes.pid()) {
          all.get(i).ingest().pes(pes);
          return;
        }
      }
    }
  }
}
