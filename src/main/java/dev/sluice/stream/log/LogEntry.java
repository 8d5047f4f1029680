package dev.sluice.stream.log;

/**
 * A reader's copy of the fixed-size parts of one log entry: times, marks, and the place of its
 * bytes and packets. Filled by {@link TrackLog#read}, reused for the next one.
 */
public final class LogEntry {
  long index;
  int epoch;
  int formatId;
  long ptsTicks90k;
  long dtsTicks90k;
  long arrivalNanos;
  boolean key;
  boolean discontinuity;
  boolean damaged;
  boolean disposable;
  long keyDistanceTicks90k;
  long keyDistanceUnits;
  long startByte;
  int contentOffset;
  int length;
  long firstPacket;
  int packetCount;

  /** Index in the log; the next entry has the next higher index. */
  public long index() {
    return index;
  }

  /** Epoch of its source: each source that takes over begins a new one. */
  public int epoch() {
    return epoch;
  }

  /** Id of its format in the stream's {@link FormatTable}. */
  public int formatId() {
    return formatId;
  }

  /** Stream time of presentation. */
  public long ptsTicks90k() {
    return ptsTicks90k;
  }

  /** Stream time of decoding. */
  public long dtsTicks90k() {
    return dtsTicks90k;
  }

  /** Time of arrival of its last byte, nanoseconds. */
  public long arrivalNanos() {
    return arrivalNanos;
  }

  /** Whether decoding can start here. */
  public boolean key() {
    return key;
  }

  /** Whether the source's clock jumped just before the access unit. */
  public boolean discontinuity() {
    return discontinuity;
  }

  /** Whether parts of the access unit are missing. */
  public boolean damaged() {
    return damaged;
  }

  /** Whether no other access unit refers to it. */
  public boolean disposable() {
    return disposable;
  }

  /** Distance of a key entry in DTS from the key entry before; 0 if it is not one, or the first. */
  public long keyDistanceTicks90k() {
    return keyDistanceTicks90k;
  }

  /** The same distance in entries. */
  public long keyDistanceUnits() {
    return keyDistanceUnits;
  }

  /**
   * Offset of the access unit among the entry's bytes. The bytes before it are the aggregated
   * parameter sets of a key frame, which only RTP packets use. The access unit has the form of
   * {@link dev.sluice.media.AccessUnit}.
   */
  public int contentOffset() {
    return contentOffset;
  }

  /** Count of its bytes, see {@link TrackLog#slab}. */
  public int length() {
    return length;
  }

  /** Position of the first packet, counted over all packets ever appended to the log. */
  public long firstPacket() {
    return firstPacket;
  }

  /** Count of packets; 0 for a track that is not sent to viewers. */
  public int packetCount() {
    return packetCount;
  }
}
