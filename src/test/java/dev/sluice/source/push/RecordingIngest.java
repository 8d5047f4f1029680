package dev.sluice.source.push;

import dev.sluice.ingest.feed.ByteIngest;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.stream.publish.SourceSink;
import java.util.List;
import java.util.Map;

/**
 * Counts 'G' (0x47) as a transport packet and 'P' as a program map with Opus; behind that, each
 * call publishes one packet of sound. It wants to be flushed 50 ms after the last byte.
 */
final class RecordingIngest implements ByteIngest {
  private static final long IDLE_NANOS = 50_000_000;
  private static final TrackFormat OPUS = TrackFormat.of(Codec.OPUS).channels(2).build();
  private static final TrackSet TRACKS = new TrackSet(List.of(new Track(Track.AUDIO, OPUS)));

  private final SourceSink publication;
  volatile long bytes;
  volatile long packets;
  volatile int flushes;
  volatile long flushedAfterNanos;
  volatile boolean ended;

  /** Makes {@link #idle} throw, as a defect would. */
  volatile boolean defect;

  private volatile long fedNanos;
  private volatile long deadline = Long.MAX_VALUE;

  RecordingIngest(SourceSink publication) {
    this.publication = publication;
  }

  @Override
  public boolean feed(byte[] data, int offset, int length, long nowNanos) {
    for (int i = offset; i < offset + length; i++) {
      if (data[i] == 'G') {
        packets++;
      } else if (data[i] == 'P' && !publish(() -> publication.setTracks(TRACKS))) {
        return false;
      }
    }
    if (publication.tracksKnown() && !publish(this::appendSound)) {
      return false;
    }
    bytes += length;
    fedNanos = nowNanos;
    deadline = nowNanos + IDLE_NANOS;
    return publish(() -> {});
  }

  private void appendSound() {
    byte[] opus = {(byte) 0xFC, 0};
    publication.append(
        new AccessUnit(Track.AUDIO, OPUS).setKey(true).setContent(opus, 0, opus.length));
  }

  private boolean publish(Runnable calls) {
    if (!publication.enter()) {
      return false;
    }
    calls.run();
    publication.leave();
    return true;
  }

  @Override
  public boolean endSegment(long nowNanos) {
    return true;
  }

  @Override
  public boolean lost(long mostBytes, long nowNanos) {
    return true;
  }

  @Override
  public boolean idle(long nowNanos) {
    if (defect) {
      throw new IllegalStateException("a defect of the parser");
    }
    flushes++;
    flushedAfterNanos = nowNanos - fedNanos;
    deadline = Long.MAX_VALUE;
    return publish(() -> {});
  }

  @Override
  public long idleDeadlineNanos() {
    return deadline;
  }

  @Override
  public long packets() {
    return packets;
  }

  @Override
  public boolean tracksKnown() {
    return publication.tracksKnown();
  }

  @Override
  public Map<String, Long> counts() {
    return Map.of("packets", packets);
  }

  @Override
  public void end(long nowNanos) {
    ended = true;
  }
}
