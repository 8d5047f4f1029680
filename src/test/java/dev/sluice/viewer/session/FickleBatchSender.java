package dev.sluice.viewer.session;

import dev.sluice.viewer.send.BatchSender;
import dev.sluice.viewer.send.Run;
import dev.sluice.viewer.send.RunBatch;
import dev.sluice.viewer.send.SendFixture;
import java.lang.foreign.MemorySegment;

/** A socket that is full, broken or neither, by setting; accepts a number of runs, then is full. */
final class FickleBatchSender implements BatchSender {
  int takes = Integer.MAX_VALUE;

  /** Number of runs accepted before it throws. */
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

  boolean take(ShardViewer.Way to, MemorySegment data, long offset, int length, int segment) {
    if (to.batchSender() != this) {
      throw new AssertionError("another socket's");
    }
    if (breaksAfter-- <= 0) {
      throw new TestShard.Broken();
    }
    if (takes <= 0) {
      return false;
    }
    takes--;
    SendFixture.datagrams(data, offset, length, segment).forEach(to.viewer()::receive);
    return true;
  }
}
