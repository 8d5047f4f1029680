package dev.sluice.bench.run;

/**
 * All durations of a run, in seconds unless stated otherwise.
 *
 * @param practice longest wait until a server that has just started is idle
 * @param warm warm-up with crowds that come and go, before any measurement
 * @param firstPictures from the first pushed byte to the first viewer
 * @param known age of a stream before delays are measured: its first hundred pictures teach the
 *     service the habits of the source (docs/mpeg-ts.md) and wait for their successors
 * @param perSecond viewers that join per second
 * @param rushPerSecond viewers that join per second when their set-up cost is measured: fast, so
 *     that few packets are sent in the same span
 * @param after wait after viewers have joined or left
 * @param settle time that a crowd watches before it is measured
 * @param hold length of a measured span
 * @param growthHold length of a measured span in the growth part: a multiple of the distance of key
 *     pictures, otherwise one span would have a tenth more to send than another
 * @param grace wait for late pictures
 * @param collected time for two garbage collections and reading the memory
 * @param floorWarm time that the C reference sends before it is measured
 * @param floor length of a measured span of the C reference
 * @param joining time over which the random joins are spread
 */
record Spans(
    double practice,
    double warm,
    double firstPictures,
    double known,
    double perSecond,
    double rushPerSecond,
    double after,
    double settle,
    double hold,
    double growthHold,
    double grace,
    double collected,
    double floorWarm,
    double floor,
    double joining) {
  /** Durations for figures within four minutes. */
  static Spans quick() {
    return new Spans(15, 35, 0.5, 3.7, 100, 200, 0.5, 1.5, 5, 4, 0.7, 0.6, 0.5, 2.8, 9.5);
  }

  /** Durations for steadier figures. */
  static Spans full() {
    return new Spans(20, 60, 0.5, 3.7, 100, 200, 0.5, 3, 10, 10, 0.7, 0.8, 0.5, 5, 29.5);
  }

  /** Durations for testing the harness; the figures mean nothing. */
  static Spans smoke() {
    return new Spans(2, 3, 0.5, 1, 20, 40, 0.3, 0.5, 1.5, 1.5, 0.7, 0.5, 0.5, 1, 3);
  }
}
