package dev.sluice.ingest.flv;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.container.flv.FlvCodec;
import dev.sluice.container.flv.FlvCounter;
import dev.sluice.container.flv.FlvDemuxer;
import dev.sluice.container.flv.FlvListener;
import dev.sluice.container.flv.FlvMedia;
import dev.sluice.ingest.feed.ByteIngest;
import dev.sluice.stream.publish.SourceSink;
import java.util.Map;
import java.util.TreeMap;

/**
 * Parses one source's FLV stream (Adobe FLV 10.1, annex E; Enhanced RTMP v2). An access unit is
 * complete with its tag, so nothing waits for the next one.
 *
 * <p>Each call holds the publication until it returns. Counters of the container are named {@code
 * flv_...}. The others count flaws of the tracks, flaws of their stamps, and the outcomes of access
 * units.
 */
public final class FlvIngest implements ByteIngest {
  /** Interval of judging the health of the tracks. */
  private static final long LOOK_NANOS = 500_000_000L;

  private final SourceSink publication;
  private final FlvDemuxer demuxer = new FlvDemuxer(new Listener());
  private final FlvTracks tracks;
  private final FlvClock clock = new FlvClock();
  private boolean looked;
  private long lookedNanos;

  /**
   * @param publication the source's place in its stream
   */
  public FlvIngest(SourceSink publication) {
    this.publication = publication;
    this.tracks = new FlvTracks(publication);
  }

  @Override
  public boolean feed(byte[] data, int offset, int length, long nowNanos) {
    if (!publication.enter()) {
      return false;
    }
    try {
      demuxer.feed(data, offset, length, nowNanos);
      if (!looked || nowNanos - lookedNanos >= LOOK_NANOS) {
        looked = true;
        lookedNanos = nowNanos;
        publication.look(tracks.all().map(FlvTrack::input).toList(), nowNanos);
      }
    } finally {
      publication.leave();
    }
    return true;
  }

  @Override
  public boolean idle(long nowNanos) {
    return true;
  }

  @Override
  public boolean endSegment(long nowNanos) {
    demuxer.restart();
    return true;
  }

  @Override
  public boolean lost(long mostBytes, long nowNanos) {
    demuxer.restart();
    return true;
  }

  /** Never: no access unit is held back. */
  @Override
  public long idleDeadlineNanos() {
    return Long.MAX_VALUE;
  }

  @Override
  public long packets() {
    return demuxer.counters().get(FlvCounter.TAGS);
  }

  @Override
  public boolean tracksKnown() {
    return publication.tracksKnown();
  }

  @Override
  public Map<String, Long> counts() {
    Map<String, Long> all = new TreeMap<>();
    for (FlvCounter counter : FlvCounter.values()) {
      long count = demuxer.counters().get(counter);
      if (count > 0) {
        all.put("flv_" + EnumCounters.label(counter), count);
      }
    }
    tracks.counters().addTo(all);
    publication.addCounts(all);
    return all;
  }

  @Override
  public void end(long nowNanos) {
    demuxer.restart();
  }

  private final class Listener implements FlvListener {
    @Override
    public void onMedia(FlvMedia media) {
      FlvTrack track = tracks.of(media);
      if (track != null) {
        clock.take(media);
        track.take(media, clock);
      }
    }

    @Override
    public void onAnnounced(FlvCodec codec) {
      tracks.announce(codec);
    }
  }
}
