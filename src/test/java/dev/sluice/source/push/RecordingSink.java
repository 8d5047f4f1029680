package dev.sluice.source.push;

import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackSet;
import dev.sluice.stream.SourceLease;
import dev.sluice.stream.StreamWriter;
import java.util.List;
import java.util.Map;

/**
 * Takes 'G' (0x47) for a transport packet and 'P' for a program map; wants to be flushed 50 ms
 * after the last byte.
 */
final class RecordingSink implements TsSink {
  private static final long IDLE_NANOS = 50_000_000;

  private final SourceLease lease;
  volatile long bytes;
  volatile long packets;
  volatile int flushes;
  volatile long flushedAfterNanos;
  volatile boolean ended;
  private volatile long fedNanos;
  private volatile long deadline = Long.MAX_VALUE;

  RecordingSink(SourceLease lease) {
    this.lease = lease;
  }

  @Override
  public boolean feed(byte[] data, int offset, int length, long nowNanos) {
    for (int i = offset; i < offset + length; i++) {
      if (data[i] == 'G') {
        packets++;
      } else if (data[i] == 'P' && !announce()) {
        return false;
      }
    }
    bytes += length;
    fedNanos = nowNanos;
    deadline = nowNanos + IDLE_NANOS;
    return lease.current();
  }

  private boolean announce() {
    StreamWriter writer = lease.stream().writer();
    if (!writer.enter(lease.epoch())) {
      return false;
    }
    writer.setTracks(new TrackSet(List.of(new Track(Track.AUDIO, 256, Codec.OPUS, 2))));
    writer.leave();
    return true;
  }

  @Override
  public boolean idle(long nowNanos) {
    flushes++;
    flushedAfterNanos = nowNanos - fedNanos;
    deadline = Long.MAX_VALUE;
    return lease.current();
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
  public Map<String, Long> events() {
    return Map.of("packets", packets);
  }

  @Override
  public void end(long nowNanos) {
    ended = true;
  }
}
