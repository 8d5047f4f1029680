package dev.sluice.session;

/** Batches for tests of what takes them. */
public final class RunBatches {
  private RunBatches() {}

  /** A run of this length for each of these routes, one behind the other. */
  public static RunBatch of(int length, int segmentBytes, Route... routes) {
    RunBatch batch = new RunBatch(routes.length + 1);
    for (Route route : routes) {
      batch.begin(route);
      batch.next().add(segmentBytes, 0);
      batch.next().length = length;
      batch.add(route);
    }
    return batch;
  }
}
