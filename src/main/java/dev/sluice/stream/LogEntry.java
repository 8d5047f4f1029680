package dev.sluice.stream;

import dev.sluice.media.AccessUnit;

/**
 * What a reader copied of one log entry: stamps, and where its bytes and packets stand. Filled by
 * {@link TrackLog#read}, reused for the next one.
 */
public final class LogEntry {
  long index;
  int epoch;
  int trackId;
  long ptsTicks90k;
  long dtsTicks90k;
  long sourcePts33;
  long arrivalNanos;
  int configId;
  boolean key;
  boolean discontinuity;
  int slabOffset;
  int bodyOffset;
  int length;
  long firstPacket;
  int packetCount;

  /** Its place in the log; the next entry's is one higher. */
  public long index() {
    return index;
  }

  /** The writer's epoch: changes with every new source. */
  public int epoch() {
    return epoch;
  }

  /** Stream time of presentation. */
  public long ptsTicks90k() {
    return ptsTicks90k;
  }

  /** Stream time of decoding. */
  public long dtsTicks90k() {
    return dtsTicks90k;
  }

  /** When its last byte arrived, nanoseconds. */
  public long arrivalNanos() {
    return arrivalNanos;
  }

  /** Whether decoding can start here. */
  public boolean key() {
    return key;
  }

  /** Where its bytes begin in {@link TrackLog#slab}. */
  public int slabOffset() {
    return slabOffset;
  }

  /**
   * Where the access unit proper begins, counted from {@link #slabOffset}: before it stand the
   * aggregated parameter sets of a key frame. H.264 has every NAL unit behind a 4-byte length.
   */
  public int bodyOffset() {
    return bodyOffset;
  }

  /** Count of its bytes, from {@link #slabOffset}. */
  public int length() {
    return length;
  }

  /** The place of its first packet among all packets that the log ever had. */
  public long firstPacket() {
    return firstPacket;
  }

  /** Count of its packets: 0 for a track that is not played. */
  public int packetCount() {
    return packetCount;
  }

  /** The stamps as a value of their own, for readers that keep them. */
  public AccessUnit toAccessUnit() {
    return new AccessUnit(
        trackId, ptsTicks90k, dtsTicks90k, sourcePts33, arrivalNanos, configId, key, discontinuity);
  }
}
