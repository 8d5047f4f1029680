package dev.sluice.bench.run;

/**
 * How long everything takes, in seconds if not said otherwise. All that passes in a run is here.
 *
 * @param practice the longest that a server is waited for which still works by itself after its
 *     start
 * @param warm how long crowds come and go before anything is measured
 * @param firstPictures from the first byte pushed to the first viewer
 * @param known how long a stream has run before delays are measured: its first hundred pictures
 *     teach the service the habits of the source (docs/mpeg-ts.md) and wait for their successors
 * @param perSecond viewers that come per second
 * @param rushPerSecond the same where it is measured what their coming costs: fast, so that few
 *     packets flow meanwhile
 * @param after what is waited for when viewers have come or gone
 * @param settle how long a crowd watches before it is measured
 * @param hold how long it is measured
 * @param growthHold the same for each count of viewers while they grow in number: a multiple of the
 *     distance of key pictures, or one span would have a tenth more to send than another
 * @param grace how long late pictures are waited for
 * @param collected what two garbage collections and reading the memory take
 * @param floorWarm how long the C reference sends before it is measured
 * @param floor how long it is measured
 * @param joining over how long the viewers that join at random moments are spread
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
  /** For figures that can be had in four minutes. */
  static Spans quick() {
    return new Spans(15, 35, 0.5, 3.7, 100, 200, 0.5, 1.5, 5, 4, 0.7, 0.6, 0.5, 2.8, 9.5);
  }

  /** For figures that are steadier. */
  static Spans full() {
    return new Spans(20, 60, 0.5, 3.7, 100, 200, 0.5, 3, 10, 10, 0.7, 0.8, 0.5, 5, 29.5);
  }

  /** For none that mean anything. */
  static Spans smoke() {
    return new Spans(2, 3, 0.5, 1, 20, 40, 0.3, 0.5, 1.5, 1.5, 0.7, 0.5, 0.5, 1, 3);
  }
}
