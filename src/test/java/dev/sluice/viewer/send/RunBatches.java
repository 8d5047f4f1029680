package dev.sluice.viewer.send;

/** Batches for tests of batch senders. */
public final class RunBatches {
  private RunBatches() {}

  /** A run of this length for each of these routes, one behind the other. */
  public static RunBatch of(int length, int segmentBytes, Route... routes) {
    RunBatch batch = new RunBatch(routes.length + 1);
    for (Route route : routes) {
      Run run = batch.begin(route);
      run.add(segmentBytes, 0);
      run.length = length;
      batch.add();
    }
    return batch;
  }
}
