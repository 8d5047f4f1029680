package dev.sluice.stream.log;

import dev.sluice.media.Codec;
import dev.sluice.media.TrackFormat;

/**
 * A copy of an access unit, made by a {@link LogReader} and reused for the next one. Times and
 * content have the form of {@link dev.sluice.media.AccessUnit}.
 */
public final class LoggedUnit {
  final LogEntry entry = new LogEntry();
  private byte[] content = new byte[0];
  private int length;
  private TrackFormat format = TrackFormat.of(Codec.UNKNOWN).build();

  /** Copies the entry's access unit; false if it is gone. */
  boolean copy(TrackLog log, TrackFormat formatInForce) {
    format = formatInForce;
    length = entry.length - entry.contentOffset;
    if (content.length < length) {
      content = new byte[Math.max(length, 2 * content.length)];
    }
    return log.copy(entry, entry.contentOffset, length, content, 0);
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
    return content;
  }

  /** Count of bytes of the content. */
  public int length() {
    return length;
  }
}
