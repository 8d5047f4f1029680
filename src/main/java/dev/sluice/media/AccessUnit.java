package dev.sluice.media;

/**
 * What is known of one access unit besides its bytes: one coded picture, or one packet of audio or
 * data.
 *
 * <p>No record, since its writer fills the same one again for each access unit of a track: whoever
 * is handed it takes from it what it needs before it returns.
 */
public final class AccessUnit {
  private final int trackId;
  private long ptsTicks90k;
  private long dtsTicks90k;
  private long sourcePts33;
  private long arrivalNanos;
  private int configId;
  private boolean key;
  private boolean discontinuity;

  /**
   * One to be filled.
   *
   * @param trackId id of its {@link Track}
   */
  public AccessUnit(int trackId) {
    this.trackId = trackId;
  }

  /** One that is filled; the arguments are those of {@link #set}. */
  public AccessUnit(
      int trackId,
      long ptsTicks90k,
      long dtsTicks90k,
      long sourcePts33,
      long arrivalNanos,
      int configId,
      boolean key,
      boolean discontinuity) {
    this.trackId = trackId;
    this.ptsTicks90k = ptsTicks90k;
    this.dtsTicks90k = dtsTicks90k;
    this.sourcePts33 = sourcePts33;
    this.arrivalNanos = arrivalNanos;
    this.configId = configId;
    this.key = key;
    this.discontinuity = discontinuity;
  }

  /**
   * Fills it.
   *
   * @param pts stream time of presentation: 90 kHz ticks since the Unix epoch, monotonic across
   *     everything the source does
   * @param dts stream time of decoding; equal to the PTS where the source gives none
   * @param source33 the source's own PTS, 33 bits, as it was read
   * @param arrival when its last byte arrived, on the clock of {@code System.nanoTime}
   * @param config {@link VideoConfig#id} in force, 0 for anything but video
   * @param isKey whether decoding can start here
   * @param isDiscontinuity whether the source's time base changed just before it
   * @return itself
   */
  public AccessUnit set(
      long pts,
      long dts,
      long source33,
      long arrival,
      int config,
      boolean isKey,
      boolean isDiscontinuity) {
    ptsTicks90k = pts;
    dtsTicks90k = dts;
    sourcePts33 = source33;
    arrivalNanos = arrival;
    configId = config;
    key = isKey;
    discontinuity = isDiscontinuity;
    return this;
  }

  /** Id of its {@link Track}. */
  public int trackId() {
    return trackId;
  }

  /** Stream time of presentation. */
  public long ptsTicks90k() {
    return ptsTicks90k;
  }

  /** Stream time of decoding. */
  public long dtsTicks90k() {
    return dtsTicks90k;
  }

  /** The source's own PTS, 33 bits. */
  public long sourcePts33() {
    return sourcePts33;
  }

  /** When its last byte arrived. */
  public long arrivalNanos() {
    return arrivalNanos;
  }

  /** Id of the configuration in force. */
  public int configId() {
    return configId;
  }

  /** Whether decoding can start here. */
  public boolean key() {
    return key;
  }

  /** Whether the source's time base changed just before it. */
  public boolean discontinuity() {
    return discontinuity;
  }

  @Override
  public String toString() {
    return "track %d pts %d dts %d source %d arrival %d config %d%s%s"
        .formatted(
            trackId,
            ptsTicks90k,
            dtsTicks90k,
            sourcePts33,
            arrivalNanos,
            configId,
            key ? " key" : "",
            discontinuity ? " discontinuity" : "");
  }
}
