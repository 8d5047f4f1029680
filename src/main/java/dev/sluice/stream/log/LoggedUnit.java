package dev.sluice.stream.log;

import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.media.Codec;
import dev.sluice.media.TrackFormat;

/**
 * A copy of an access unit, made by a {@link LogReader} and reused for the next one. Times and
 * content have the form of {@link dev.sluice.media.AccessUnit}.
 */
public final class LoggedUnit {
  final LogEntry entry = new LogEntry();
  private final GrowableBytes content = new GrowableBytes(0, Integer.MAX_VALUE - 8);
  private TrackFormat format = TrackFormat.of(Codec.UNKNOWN).build();

  /** Copies the entry's access unit. The copy may be torn; the reader checks afterwards. */
  void copy(byte[] slab, TrackFormat formatInForce) {
    format = formatInForce;
    content.clear();
    content.append(
        slab, entry.slabOffset + entry.contentOffset, entry.length - entry.contentOffset);
  }

  /** Format in force. */
  public TrackFormat format() {
    return format;
  }

  /** Epoch of its source: each source that takes over begins a new one. */
  public int epoch() {
    return entry.epoch;
  }

  /** Index in the log. */
  public long index() {
    return entry.index;
  }

  /** Stream time of presentation. */
  public long ptsTicks90k() {
    return entry.ptsTicks90k;
  }

  /** Stream time of decoding. */
  public long dtsTicks90k() {
    return entry.dtsTicks90k;
  }

  /** Time of arrival of its last byte, nanoseconds. */
  public long arrivalNanos() {
    return entry.arrivalNanos;
  }

  /** Whether decoding can start here. */
  public boolean key() {
    return entry.key;
  }

  /** Whether the source's clock jumped just before the access unit. */
  public boolean discontinuity() {
    return entry.discontinuity;
  }

  /** Whether parts of it are missing. */
  public boolean damaged() {
    return entry.damaged;
  }

  /** Holds the content from index 0. */
  public byte[] array() {
    return content.array();
  }

  /** Count of bytes of the content. */
  public int length() {
    return content.length();
  }
}
