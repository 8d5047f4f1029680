package dev.sluice.container.flv;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.base.counters.EnumCounters;

/**
 * Finds the tags in the bytes of an FLV stream (Adobe FLV 10.1, annex E): a header, and between the
 * tags the size of the tag before.
 *
 * <pre>
 *   FLV header | 0 | tag | size | tag | size | ...
 * </pre>
 *
 * <p>A tag is passed on with its last byte. The bytes may be split anywhere; a tag that lies in one
 * piece is not copied. Where no tag follows, one is searched for: it counts if its size follows it.
 */
final class FlvFramer {
  /** Larger tags are dropped, as pictures of transport streams are. */
  static final int MAX_BODY_BYTES = 9 << 20;

  private static final int SIZE_BYTES = 4;
  private static final int FILE_HEADER_BYTES = 9;
  private static final int MAX_FILE_HEADER_BYTES = 1 << 16;

  /** "FLV" and the version, 1. */
  private static final int SIGNATURE = 0x464C5601;

  /** The size before a tag, and the header of the tag. */
  private static final int HEAD_BYTES = SIZE_BYTES + FlvTag.HEADER_BYTES;

  /** A larger tag is not found by search, so that a wrong one does not hold up the stream. */
  private static final int MAX_SEARCHED_BYTES = 1 << 20;

  private final FlvTagListener listener;
  private final EnumCounters<FlvCounter> counters;
  private final GrowableBytes pending = new GrowableBytes(0, HEAD_BYTES + MAX_BODY_BYTES);
  private final FlvTag tag = new FlvTag();
  private boolean synced;

  /** What stands before the next tag by the size of the last one. */
  private int expectedSize;

  /** Bytes to skip: the rest of a file header or of a tag that is too large. */
  private int skip;

  /** Number of bytes that {@link #take} needs for its next step. */
  private int needed = SIZE_BYTES;

  FlvFramer(FlvTagListener listener, EnumCounters<FlvCounter> counters) {
    this.listener = listener;
    this.counters = counters;
  }

  void feed(byte[] data, int offset, int length, long nowNanos) {
    int at = offset;
    int end = offset + length;
    while (at < end && pending.length() > 0) {
      at = fill(data, at, end, nowNanos);
    }
    at = takeAll(data, at, end, nowNanos);
    pending.append(data, at, end - at);
  }

  /** Appends no more to the pending bytes than the next step needs. */
  private int fill(byte[] data, int at, int end, long nowNanos) {
    int count = Math.min(Math.max(1, needed - pending.length()), end - at);
    pending.append(data, at, count);
    int taken = takeAll(pending.array(), 0, pending.length(), nowNanos);
    if (taken > 0) {
      byte[] array = pending.array();
      int rest = pending.length() - taken;
      pending.clear();
      pending.append(array, taken, rest);
    }
    return at + count;
  }

  private int takeAll(byte[] array, int from, int end, long nowNanos) {
    int at = from;
    int taken = 1;
    while (taken > 0 && at < end) {
      taken = take(array, at, end, nowNanos);
      at += taken;
    }
    return at;
  }

  /** Returns the number of bytes taken; 0 if {@link #needed} bytes are not present. */
  private int take(byte[] array, int at, int end, long nowNanos) {
    if (skip > 0) {
      int taken = Math.min(skip, end - at);
      skip -= taken;
      return taken;
    }
    return synced ? takeTag(array, at, end, nowNanos) : search(array, at, end, nowNanos);
  }

  private int takeTag(byte[] array, int at, int end, long nowNanos) {
    if (!present(HEAD_BYTES, end - at)) {
      return 0;
    }
    int header = at + SIZE_BYTES;
    if (Bytes.i32(array, header) == SIGNATURE) {
      synced = false;
      return SIZE_BYTES;
    }
    boolean sized = Bytes.i32(array, at) == expectedSize;
    if (!FlvTag.plausible(array, header) || (!sized && FlvTag.streamId(array, header) != 0)) {
      counters.increment(FlvCounter.SYNC_LOSSES);
      synced = false;
      return SIZE_BYTES;
    }
    int body = FlvTag.bodyBytes(array, header);
    if (body > MAX_BODY_BYTES) {
      counters.increment(FlvCounter.OVERSIZE_TAGS);
      skip = body;
      expectedSize = FlvTag.HEADER_BYTES + body;
      return HEAD_BYTES;
    }
    if (!present(HEAD_BYTES + body, end - at)) {
      return 0;
    }
    pass(array, header, nowNanos);
    return HEAD_BYTES + body;
  }

  /** Goes on by a byte, to behind a file header, or to behind a tag with its size. */
  private int search(byte[] array, int at, int end, long nowNanos) {
    if (!present(SIZE_BYTES, end - at)) {
      return 0;
    }
    if (Bytes.i32(array, at) == SIGNATURE) {
      return takeFileHeader(array, at, end);
    }
    if (!FlvTag.plausible(array, at)) {
      return skipByte();
    }
    if (!present(FlvTag.HEADER_BYTES, end - at)) {
      return 0;
    }
    int body = FlvTag.bodyBytes(array, at);
    if (body > MAX_SEARCHED_BYTES || FlvTag.streamId(array, at) != 0) {
      return skipByte();
    }
    int size = FlvTag.HEADER_BYTES + body;
    if (!present(size + SIZE_BYTES, end - at)) {
      return 0;
    }
    if (Bytes.i32(array, at + size) != size) {
      return skipByte();
    }
    synced = true;
    pass(array, at, nowNanos);
    return size;
  }

  private int takeFileHeader(byte[] array, int at, int end) {
    if (!present(FILE_HEADER_BYTES, end - at)) {
      return 0;
    }
    long length = Bytes.u32(array, at + FILE_HEADER_BYTES - SIZE_BYTES);
    if (length < FILE_HEADER_BYTES || length > MAX_FILE_HEADER_BYTES) {
      return skipByte();
    }
    synced = true;
    expectedSize = 0;
    skip = (int) length - FILE_HEADER_BYTES;
    return FILE_HEADER_BYTES;
  }

  private int skipByte() {
    counters.increment(FlvCounter.SKIPPED_BYTES);
    return 1;
  }

  private boolean present(int bytes, int available) {
    needed = bytes;
    return available >= bytes;
  }

  private void pass(byte[] array, int header, long nowNanos) {
    tag.read(array, header, nowNanos);
    expectedSize = FlvTag.HEADER_BYTES + tag.length;
    counters.increment(FlvCounter.TAGS);
    listener.onTag(tag);
  }

  /** Drops an unfinished tag: what follows begins anew, or bytes are missing before it. */
  void restart() {
    counters.add(FlvCounter.SKIPPED_BYTES, pending.length());
    pending.clear();
    synced = false;
    skip = 0;
    needed = SIZE_BYTES;
  }
}
