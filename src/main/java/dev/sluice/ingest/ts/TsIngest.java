package dev.sluice.ingest.ts;

import dev.sluice.base.bytes.BudgetPart;
import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.TrackClock;
import dev.sluice.codec.audio.AudioFraming;
import dev.sluice.codec.data.DataFraming;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.container.mpegts.ProgramMap;
import dev.sluice.container.mpegts.TsCounter;
import dev.sluice.container.mpegts.TsCounters;
import dev.sluice.container.mpegts.TsDemuxer;
import dev.sluice.container.mpegts.TsListener;
import dev.sluice.ingest.feed.ByteIngest;
import dev.sluice.ingest.track.IngestCounter;
import dev.sluice.media.Track;
import dev.sluice.media.TrackSet;
import dev.sluice.stream.publish.SourceSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
  /** Interval of judging the health of the tracks. */
  private static final long LOOK_NANOS = 500_000_000L;

  /** Fewer scrambled packets may be bit errors. */
  private static final long MOST_PACKETS_PER_SCRAMBLED = 20;

  private final SourceSink publication;
  private final EnumCounters<IngestCounter> ended = new EnumCounters<>(IngestCounter.class);
  private final TsDemuxer demuxer;
  private final TrackPlan plan;
  private List<PidRoute> routes = List.of();
  private @Nullable ProgramMap map;
  private boolean looked;
  private boolean moveTold;

  /** Bytes were lost behind the newest ones: the pending pictures may be cut. */
  private boolean cut;

  private boolean ending;
  private long lookedNanos;

  /**
   * @param publication the source's place in its stream
   */
  public TsIngest(SourceSink publication, IngestSettings settings) {
    this.publication = publication;
    this.plan = new TrackPlan(publication::otherId);
    this.demuxer =
        new TsDemuxer(
            new Listener(), settings.program, publication.muxerHabit(), publication.memory());
  }

  /** With {@link IngestSettings#DEFAULT}. */
  public TsIngest(SourceSink publication) {
    this(publication, IngestSettings.DEFAULT);
  }

  @Override
  public boolean feed(byte[] data, int offset, int length, long nowNanos) {
    if (!publication.enter()) {
      return false;
    }
    try {
      cut = false;
      demuxer.feed(data, offset, length, nowNanos);
      if (!looked || nowNanos - lookedNanos >= LOOK_NANOS) {
        look(nowNanos);
      }
    } finally {
      publication.leave();
    }
    return true;
  }

  private void look(long nowNanos) {
    looked = true;
    lookedNanos = nowNanos;
    publication.look(routes.stream().map(PidRoute::input).toList(), nowNanos);
    long scrambled = demuxer.counters().get(TsCounter.SCRAMBLED);
    if (scrambled * MOST_PACKETS_PER_SCRAMBLED > packets()) {
      publication.warn("The source is scrambled, at least in part: that part cannot be read.");
    }
    routes.stream().filter(this::isSilent).forEach(this::replaceSilent);
  }

  /** Whether viewers wait for a track of which nothing has ever come. */
  private boolean isSilent(PidRoute route) {
    return !route.hasData() && route.track().played() && publication.absent(route.track().id());
  }

  /** Sends another track of the same kind, if there is one with data. */
  private void replaceSilent(PidRoute silent) {
    for (PidRoute other : routes) {
      boolean replaces =
          other.hasData()
              && other.stream().playable()
              && other.track().codec().kind() == silent.track().codec().kind();
      if (replaces && map != null) {
        plan.prefer(other.stream().pid());
        publication.warn(
            "PID %d is announced and nothing of it arrives: PID %d is sent in its place."
                .formatted(silent.stream().pid(), other.stream().pid()));
        setTracks(map);
        return;
      }
    }
  }

  private void setTracks(ProgramMap newest) {
    map = newest;
    Map<TrackPlan.Planned, PidRoute> before = new LinkedHashMap<>();
    routes.forEach(
        route -> before.put(TrackPlan.planned(route.track().id(), route.stream()), route));
    List<PidRoute> updated = new ArrayList<>();
    for (TrackPlan.Planned planned : plan.update(newest)) {
      PidRoute known = before.remove(planned);
      if (known == null) {
        known = moved(planned, before, newest);
      }
      updated.add(known == null ? newRoute(planned) : known);
    }
    for (PidRoute route : before.values()) {
      route.end();
      route.release();
      ended.addAll(route.counters());
    }
    routes = updated;
    publication.setTracks(new TrackSet(updated.stream().map(PidRoute::track).toList()));
  }

  /**
   * The route of a track whose PID has left the map for another one, with the same coding:
   * parameter sets, clock and pictures held go with it.
   */
  private @Nullable PidRoute moved(
      TrackPlan.Planned planned, Map<TrackPlan.Planned, PidRoute> before, ProgramMap newest) {
    for (TrackPlan.Planned old : before.keySet()) {
      // The id first: it excludes all but one, and a hostile map has hundreds.
      if (old.track().id() == planned.track().id()
          && old.stream().codedAs(planned.stream())
          && newest.streams().stream().noneMatch(one -> one.pid() == old.stream().pid())) {
        PidRoute route = before.remove(old);
        route.moveTo(planned.stream());
        warnOfMove(old.stream().pid(), planned.stream().pid());
        return route;
      }
    }
    return null;
  }

  /** Warns of the first move only: a hostile source moves its tracks with each map. */
  private void warnOfMove(int from, int to) {
    if (!moveTold) {
      moveTold = true;
      publication.warn("PID %d goes on on PID %d by the program map.".formatted(from, to));
    }
  }

  private PidRoute newRoute(TrackPlan.Planned planned) {
    EnumCounters<IngestCounter> counters = new EnumCounters<>(IngestCounter.class);
    BudgetPart memory = new BudgetPart(publication.memory());
    return new PidRoute(
        planned.track(), planned.stream(), ingestOf(planned, memory, counters), counters, memory);
  }

  private TrackIngest ingestOf(
      TrackPlan.Planned planned, ByteBudget memory, EnumCounters<IngestCounter> counters) {
    Track track = planned.track();
    TrackClock clock = publication.clock(track.id());
    return switch (track.codec()) {
      case H264 -> new H264Ingest(track, publication, clock, memory, counters);
      case H265 -> new H265Ingest(track, publication, clock, memory, counters);
      case MPEG2_VIDEO -> new Mpeg2Ingest(track, publication, clock, memory, counters);
      case OPUS -> new OpusIngest(track, publication, clock, counters);
      case AAC, MPEG_AUDIO, AC3, EAC3 ->
          new AudioIngest(track, framingOf(planned), publication, clock, counters);
      default -> new DataIngest(track, DataFraming.of(track.codec()), publication, clock, counters);
    };
  }

  private static AudioFraming framingOf(TrackPlan.Planned planned) {
    return planned.stream().latm()
        ? AudioFraming.LOAS
        : AudioFraming.of(planned.track().codec()).orElseThrow();
  }

  @Override
  public boolean endSegment(long nowNanos) {
    if (!publication.enter()) {
      return false;
    }
    try {
      demuxer.endSegment(nowNanos);
      routes.forEach(PidRoute::end);
    } finally {
      publication.leave();
    }
    return true;
  }

  @Override
  public boolean lost(long mostBytes, long nowNanos) {
    if (!publication.enter()) {
      return false;
    }
    try {
      cut = true;
      demuxer.lost(mostBytes, nowNanos);
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
      ending = true;
      demuxer.end(nowNanos);
      if (!cut) {
        routes.forEach(PidRoute::end);
      }
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
    return publication.tracksKnown();
  }

  /** Flaws of the elementary streams. */
  public EnumCounters<IngestCounter> counters() {
    EnumCounters<IngestCounter> all = new EnumCounters<>(IngestCounter.class);
    all.addAll(ended);
    routes.forEach(route -> all.addAll(route.counters()));
    return all;
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
        .forEach((counter, count) -> all.put("ts_" + EnumCounters.label(counter), count));
    counters().addTo(all);
    publication.addCounts(all);
    return all;
  }

  private final class Listener implements TsListener {
    @Override
    public void onProgramMap(ProgramMap newest) {
      setTracks(newest);
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

    @Override
    public void onPes(Pes pes) {
      // Nothing would cover the rest of a picture that is cut: viewers would look at it.
      boolean dropped = ending && cut && pes.damaged();
      PidRoute route = routeOf(pes.pid());
      if (route != null && !dropped) {
        route.pes(pes);
      }
    }

    @Override
    public void onSpliceSection(int pid, byte[] array, int offset, int length, long arrivalNanos) {
      PidRoute route = routeOf(pid);
      if (route != null) {
        route.section(array, offset, length, arrivalNanos);
      }
    }

    private @Nullable PidRoute routeOf(int pid) {
      List<PidRoute> all = routes;
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).stream().pid() == pid) {
          return all.get(i);
        }
      }
      return null;
    }
  }
}
