package dev.sluice.media;

/**
 * One access unit: a coded picture, an audio frame, or a unit of data, with its times.
 *
 * <p>The content has one form for each codec: H.264 and H.265 are NAL units, each preceded by its
 * length (32 bits, big-endian), without access unit delimiters, filler data and parameter sets. The
 * form of all other codecs is the frame defined by the codec's specification. An AAC frame keeps
 * its ADTS header (syncword 0xFFF) or LOAS header (0x2B7).
 *
 * <p>The object is mutable: a producer fills the same object again for each access unit of a track.
 */
public final class AccessUnit {
  private final int trackId;
  private TrackFormat format;
  private long ptsTicks90k;
  private long dtsTicks90k;
  private long arrivalNanos;
  private boolean key;
  private boolean discontinuity;
  private boolean damaged;
  private boolean disposable;
  private byte[] array = new byte[0];
  private int offset;
  private int length;

  /**
   * Creates an access unit without times and content.
   *
   * @param trackId id of its {@link Track}
   * @param format format in force
   */
  public AccessUnit(int trackId, TrackFormat format) {
    this.trackId = trackId;
    this.format = format;
  }

  /** Sets the format in force from this access unit on. */
  public AccessUnit setFormat(TrackFormat inForce) {
    format = inForce;
    return this;
  }

  /**
   * Sets the times: stream time in 90 kHz ticks since the Unix epoch, which is monotonic across
   * jumps and replacements of the source.
   *
   * @param pts of presentation, not before {@code dts}
   * @param dts of decoding
   */
  public AccessUnit setTimes(long pts, long dts) {
    ptsTicks90k = pts;
    dtsTicks90k = dts;
    return this;
  }

  /**
   * Sets the arrival time of the last byte.
   *
   * @param nanos on the clock of {@code System.nanoTime}
   */
  public AccessUnit setArrival(long nanos) {
    arrivalNanos = nanos;
    return this;
  }

  /** Sets whether decoding can start here. */
  public AccessUnit setKey(boolean startsDecoding) {
    key = startsDecoding;
    return this;
  }

  /** Sets whether the source's clock jumped just before the access unit. */
  public AccessUnit setDiscontinuity(boolean clockJumped) {
    discontinuity = clockJumped;
    return this;
  }

  /** Sets whether parts of the access unit are missing. */
  public AccessUnit setDamaged(boolean partsMissing) {
    damaged = partsMissing;
    return this;
  }

  /** Sets whether the access unit is disposable: no other refers to it (H.264: nal_ref_idc 0). */
  public AccessUnit setDisposable(boolean unreferenced) {
    disposable = unreferenced;
    return this;
  }

  /** Sets the content, {@code bytes[from .. from + count)}, which is not copied. */
  public AccessUnit setContent(byte[] bytes, int from, int count) {
    array = bytes;
    offset = from;
    length = count;
    return this;
  }

  /** Id of its {@link Track}. */
  public int trackId() {
    return trackId;
  }

  /** Format in force. */
  public TrackFormat format() {
    return format;
  }

  /** Stream time of presentation. */
  public long ptsTicks90k() {
    return ptsTicks90k;
  }

  /** Stream time of decoding. */
  public long dtsTicks90k() {
    return dtsTicks90k;
  }

  /** Time of arrival of its last byte. */
  public long arrivalNanos() {
    return arrivalNanos;
  }

  /** Whether decoding can start here. */
  public boolean key() {
    return key;
  }

  /** Whether the source's clock jumped just before it. */
  public boolean discontinuity() {
    return discontinuity;
  }

  /** Whether parts of it are missing. */
  public boolean damaged() {
    return damaged;
  }

  /** Whether no other access unit refers to it. */
  public boolean disposable() {
    return disposable;
  }

  /** Holds the content. */
  public byte[] array() {
    return array;
  }

  /** Index of the first byte of the content. */
  public int offset() {
    return offset;
  }

  /** Count of bytes of the content. */
  public int length() {
    return length;
  }
}
