package dev.sluice.stream.publish;

/** Judges whether the live source of a stream delivers. */
final class DeliveryWatch {
  private final long stallNanos;
  private boolean flows;
  private boolean deliveredSinceLook;

  /** Time of the latest look that found a delivery of the source. */
  private long deliveredNanos;

  /**
   * @param stallNanos time without a delivery after which the source counts as silent
   */
  DeliveryWatch(long stallNanos) {
    this.stallNanos = stallNanos;
  }

  /** Whether the source delivers. */
  boolean flows() {
    return flows;
  }

  /** The source has delivered an access unit. */
  void noteDelivered() {
    flows = true;
    deliveredSinceLook = true;
  }

  /** There is no source any more. */
  void noteGone() {
    flows = false;
  }

  /**
   * Looks at the time. Returns whether the source has fallen silent since the last look.
   *
   * @param present whether there is a source
   */
  boolean fallsSilent(boolean present, long nowNanos) {
    if (deliveredSinceLook || !present) {
      deliveredSinceLook = false;
      deliveredNanos = nowNanos;
      return false;
    }
    boolean falls = flows && nowNanos - deliveredNanos >= stallNanos;
    flows &= !falls;
    return falls;
  }
}
