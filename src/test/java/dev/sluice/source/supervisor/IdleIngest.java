package dev.sluice.source.supervisor;

import dev.sluice.ingest.feed.ByteIngest;
import java.util.Map;

/** A parser that takes all bytes and finds one packet. */
abstract class IdleIngest implements ByteIngest {
  @Override
  public final boolean feed(byte[] data, int offset, int length, long nowNanos) {
    return true;
  }

  @Override
  public final boolean endSegment(long nowNanos) {
    return true;
  }

  @Override
  public final boolean lost(long mostBytes, long nowNanos) {
    return true;
  }

  @Override
  public final boolean idle(long nowNanos) {
    return true;
  }

  @Override
  public final long idleDeadlineNanos() {
    return Long.MAX_VALUE;
  }

  @Override
  public final long packets() {
    return 1;
  }

  @Override
  public Map<String, Long> counts() {
    return Map.of();
  }

  @Override
  public void end(long nowNanos) {}
}
