package dev.sluice.stream.publish;

import dev.sluice.base.bytes.BudgetPart;
import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.base.time.Timeline;
import dev.sluice.base.time.TrackClock;
import dev.sluice.base.time.WallClock;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.MuxerHabit;
import dev.sluice.media.Track;
import dev.sluice.media.TrackInput;
import dev.sluice.media.TrackSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One publication that several parsers fill, each with a part of the source: pictures come on one
 * connection and sound on another. All parts share the stream time of the publication, so that
 * their tracks are joined by their stamps.
 *
 * <p>Viewers get pictures and sound of the first part that has them. The tracks of a part that ends
 * stay, and go on when the part begins again.
 *
 * <p>Viewers see no tracks until every part has set its own, or {@value #AWAITED_SECONDS} s after
 * the first bytes. Otherwise they would be answered without those of the slower part.
 */
public final class JoinedPublication {
  private static final long AWAITED_SECONDS = 2;
  private static final long AWAITED_NANOS = TimeUnit.SECONDS.toNanos(AWAITED_SECONDS);

  /** The parts together judge their tracks as often as one source. */
  private static final long LOOK_NANOS = 500_000_000L;

  private final Publication publication;
  private final List<Part> parts = new ArrayList<>();

  /** The part that has the pictures, and the one that has the sound. */
  private final @Nullable Part[] owners = new Part[2];

  /** Stream time for tracks that viewers do not get because they have another one. */
  private final Timeline unused;

  private final ReentrantLock countsLock = new ReentrantLock();
  private @Nullable Part teller;
  private Map<String, Long> told = Map.of();
  private boolean awaiting = true;
  private long beganNanos;
  private boolean looked;
  private long lookedNanos;

  /** One of the parsers' places. */
  private final class Part implements SourceSink {
    private final int index;
    private volatile boolean known;

    /** Memory of its present parser. */
    private volatile BudgetPart memory;

    private List<Track> tracks = List.of();
    private List<TrackInput> inputs = List.of();

    Part(int index) {
      this.index = index;
      this.memory = new BudgetPart(publication.memory());
    }

    @Override
    public boolean enter() {
      return publication.enter();
    }

    @Override
    public void leave() {
      publication.leave();
    }

    @Override
    public ByteBudget memory() {
      return memory;
    }

    /** Gives the memory of its parser back; the next one takes its own. */
    private void renewMemory() {
      memory.close();
      memory = new BudgetPart(publication.memory());
    }

    @Override
    public TrackClock clock(int trackId) {
      if (trackId < Track.FIRST_OTHER && owners[kind(trackId)] == null) {
        owners[kind(trackId)] = this;
      }
      return has(trackId) ? publication.clock(trackId) : unused.track(trackId);
    }

    /** Whether viewers may get that track from this part. */
    private boolean has(int trackId) {
      return trackId >= Track.FIRST_OTHER || owners[kind(trackId)] == this;
    }

    @Override
    public MuxerHabit muxerHabit() {
      return publication.muxerHabit();
    }

    @Override
    public int otherId(int n) {
      return publication.otherId(n * parts.size() + index);
    }

    @Override
    public boolean tracksKnown() {
      return known;
    }

    @Override
    public boolean absent(int trackId) {
      return has(trackId) && publication.absent(trackId);
    }

    @Override
    public void setTracks(TrackSet newest) {
      for (int kind = 0; kind < owners.length; kind++) {
        if (owners[kind] == this && lacks(newest, kind)) {
          owners[kind] = null;
        }
      }
      tracks = newest.tracks().stream().filter(track -> has(track.id())).toList();
      if (tracks.size() < newest.tracks().size()) {
        publication.warn(
            "Two parts of the source have pictures, or two have sound: the first ones are sent.");
      }
      known = true;
      if (parts.stream().allMatch(part -> part.known)) {
        awaiting = false;
      }
      publish();
    }

    @Override
    public void append(AccessUnit unit) {
      if (has(unit.trackId())) {
        publication.append(unit);
      } else {
        publication.counters().increment(PublishCounter.UNLOGGED_UNITS);
      }
    }

    @Override
    public void look(List<TrackInput> newest, long nowNanos) {
      inputs = newest.stream().filter(input -> has(input.trackId())).toList();
      JoinedPublication.this.look(nowNanos);
    }

    @Override
    public void warn(String sentence) {
      publication.warn(sentence);
    }

    @Override
    public void addCounts(Map<String, Long> to) {
      JoinedPublication.this.addCounts(this, to);
    }
  }

  /** Index in {@code owners} of a track that is sent to viewers. */
  private static int kind(int trackId) {
    return Track.isVideo(trackId) ? 0 : 1;
  }

  private static boolean lacks(TrackSet tracks, int kind) {
    return tracks.tracks().stream().noneMatch(track -> track.sent() && kind(track.id()) == kind);
  }

  /**
   * @param publication filled by nothing else
   * @param count of parts
   */
  public JoinedPublication(Publication publication, int count) {
    this.publication = publication;
    this.unused = new Timeline(new WallClock(0));
    for (int index = 0; index < count; index++) {
      parts.add(new Part(index));
    }
  }

  /** The publication of all parts. */
  public Publication publication() {
    return publication;
  }

  /** The place of one part, from 0 on. */
  public SourceSink part(int index) {
    return parts.get(index);
  }

  /**
   * Notes that a part has ended: its parser needs no memory any more, and its counts were read for
   * the last time.
   */
  public void ended(int index) {
    parts.get(index).renewMemory();
    countsLock.lock();
    try {
      if (teller == parts.get(index)) {
        Map<String, Long> all = new TreeMap<>();
        publication.addCounts(all);
        told = all;
        teller = null;
      }
    } finally {
      countsLock.unlock();
    }
  }

  /** The counts are those of all parts: one part tells them, and another one after its end. */
  private void addCounts(Part part, Map<String, Long> to) {
    countsLock.lock();
    try {
      teller = teller == null ? part : teller;
      if (teller == part) {
        Map<String, Long> all = new TreeMap<>();
        publication.addCounts(all);
        all.forEach(
            (name, count) -> to.merge(name, count - told.getOrDefault(name, 0L), Long::sum));
      }
    } finally {
      countsLock.unlock();
    }
  }

  private void publish() {
    publication.setPartial(awaiting);
    publication.setTracks(
        new TrackSet(parts.stream().flatMap(part -> part.tracks.stream()).toList()));
  }

  private void look(long nowNanos) {
    if (!looked) {
      beganNanos = nowNanos;
    }
    if (awaiting && nowNanos - beganNanos >= AWAITED_NANOS) {
      awaiting = false;
      publication.setPartial(false);
    }
    if (!looked || nowNanos - lookedNanos >= LOOK_NANOS) {
      looked = true;
      lookedNanos = nowNanos;
      publication.look(parts.stream().flatMap(part -> part.inputs.stream()).toList(), nowNanos);
    }
  }
}
