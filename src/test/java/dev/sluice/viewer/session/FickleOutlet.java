package dev.sluice.viewer.session;

import java.lang.foreign.MemorySegment;

/** A socket that is full, broken or neither, as it is told; takes so many runs, then is full. */
final class FickleOutlet implements Outlet {
  int takes = Integer.MAX_VALUE;

  /** So many runs are taken before it throws. */
  int breaksAfter = Integer.MAX_VALUE;

  @Override
  public int send(RunBatch runs) {
    for (int i = 0; i < runs.count(); i++) {
      Run run = runs.run(i);
      if (!run.route().send(runs.memory(), run.offset(), run.length(), run.segmentBytes())) {
        return i;
      }
    }
    return runs.count();
  }

  boolean take(HostedViewer.Way to, MemorySegment data, long offset, int length, int segment) {
    if (to.outlet() != this) {
      throw new AssertionError("another socket's");
    }
    if (breaksAfter-- <= 0) {
      throw new HostedShard.Broken();
    }
    if (takes <= 0) {
      return false;
    }
    takes--;
    SessionFixture.datagrams(data, offset, length, segment).forEach(to.viewer()::receive);
    return true;
  }
}
