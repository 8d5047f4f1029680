package dev.sluice.ingest.ts;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.TrackClock;
import dev.sluice.codec.audio.AudioFraming;
import dev.sluice.codec.data.DataFraming;
import dev.sluice.container.mpegts.ElementaryStream;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.container.mpegts.ProgramMap;
import dev.sluice.container.mpegts.TsCounter;
import dev.sluice.container.mpegts.TsCounters;
import dev.sluice.container.mpegts.TsDemuxer;
import dev.sluice.container.mpegts.TsListener;
import dev.sluice.ingest.feed.ByteIngest;
import dev.sluice.media.Track;
import dev.sluice.media.TrackSet;
import dev.sluice.stream.publish.Publication;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Parses one source's transport stream (ISO/IEC 13818-1).
 *
 * <p>Each call holds the publication until it returns. Counters of the transport stream are named
 * {@code ts_...}. The others count flaws of the elementary streams, flaws of their stamps, and the
 * outcomes of access units.
 */
public final class TsIngest implements ByteIngest {
  private final Publication publication;
  private final EnumCounters<IngestCounter> counters = new EnumCounters<>(IngestCounter.class);
  private final TsDemuxer demuxer;
  private final TrackPlan plan = new TrackPlan();
  private List<Route> routes = List.of();

  /** The track and the parser of a PID's PES packets. */
  private record Route(Track track, ElementaryStream stream, TrackIngest ingest) {}

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

  @Override
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

  @Override
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

  @Override
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

  @Override
  public long idleDeadlineNanos() {
    return demuxer.idleDeadlineNanos();
  }

  @Override
  public long packets() {
    return demuxer.counters().get(TsCounter.PACKETS);
  }

  @Override
  public boolean tracksKnown() {
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

  @Override
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
          "PID %d has stuffing not only at the end of pictures: each picture waits".formatted(pid)
              + " for the next one to begin.");
    }

    @Override
    public void onPesLengthsIgnored(int pid) {
      publication.warn(
          "PID %d states wrong lengths of its PES packets (PES_packet_length): they are ignored."
              .formatted(pid));
    }

    @Override
    public void onProgramWithoutPat(int pmtPid) {
      publication.warn(
          "There is no program association table (PAT): the program map on PID %d is used."
              .formatted(pmtPid));
    }

    @Override
    public void onTableCrcIgnored(int pid) {
      publication.warn(
          "The tables on PID %d never have a right checksum (CRC): they are used because they repeat."
              .formatted(pid));
    }

    private Route routeOf(TrackPlan.Planned planned) {
      for (Route route : routes) {
        if (route.track().equals(planned.track()) && route.stream().equals(planned.stream())) {
          return route;
        }
      }
      return new Route(planned.track(), planned.stream(), ingestOf(planned));
    }

    private TrackIngest ingestOf(TrackPlan.Planned planned) {
      Track track = planned.track();
      TrackClock clock = publication.timeline().track(track.id());
      return switch (track.codec()) {
        case H264 -> new H264Ingest(track, publication, clock, counters);
        case H265 -> new H265Ingest(track, publication, clock, counters);
        case MPEG2_VIDEO -> new Mpeg2Ingest(track, publication, clock, counters);
        case OPUS -> new OpusIngest(track, publication, clock, counters);
        case AAC, MPEG_AUDIO, AC3, EAC3 ->
            new AudioIngest(track, framingOf(planned), publication, clock, counters);
        case ID3, KLV, SCTE35, UNKNOWN ->
            new DataIngest(track, DataFraming.of(track.codec()), publication, clock, counters);
      };
    }

    private static AudioFraming framingOf(TrackPlan.Planned planned) {
      return planned.stream().latm()
          ? AudioFraming.LOAS
          : AudioFraming.of(planned.track().codec()).orElseThrow();
    }

    @Override
    public void onPes(Pes pes) {
      TrackIngest ingest = ingestOf(pes.pid());
      if (ingest != null) {
        ingest.pes(pes);
      }
    }

    @Override
    public void onSpliceSection(int pid, byte[] array, int offset, int length, long arrivalNanos) {
      TrackIngest ingest = ingestOf(pid);
      if (ingest != null) {
        ingest.section(array, offset, length, arrivalNanos);
      }
    }

    private @Nullable TrackIngest ingestOf(int pid) {
      List<Route> all = routes;
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).stream().pid() == pid) {
          return all.get(i).ingest();
        }
      }
      return null;
    }
  }
}
