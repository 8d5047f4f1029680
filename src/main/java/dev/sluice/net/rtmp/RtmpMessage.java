package dev.sluice.net.rtmp;

import dev.sluice.base.bytes.Bytes;
import java.util.Arrays;

/**
 * A message on a chunk stream while its chunks arrive (Adobe RTMP 1.0, section 5.3.1). The object
 * is reused for the next message of the chunk stream.
 *
 * <p>Before the payload there is room, so that a message with pictures or sound becomes an FLV tag
 * without a copy ({@link #asTag}).
 */
public final class RtmpMessage {
  /** Type of a message with sound. */
  public static final int AUDIO = 8;

  /** Type of a message with pictures. */
  public static final int VIDEO = 9;

  /** Type of a message with metadata in AMF0. */
  public static final int DATA = 18;

  static final int CHUNK_SIZE = 1;
  static final int ABORT = 2;
  static final int ACKNOWLEDGEMENT = 3;
  static final int USER_CONTROL = 4;
  static final int WINDOW = 5;
  static final int BANDWIDTH = 6;
  static final int COMMAND_AMF3 = 17;
  static final int COMMAND = 20;
  static final int AGGREGATE = 22;

  private static final int SIZE_BYTES = 4;
  private static final int TAG_HEADER_BYTES = 11;
  private static final int ROOM_BYTES = SIZE_BYTES + TAG_HEADER_BYTES;

  /** Buffers above are not kept for the next message. */
  private static final int MAX_KEPT_BYTES = 1 << 20;

  // The header, which later chunks may leave out.
  int type;
  int streamId;
  int timestamp;
  int delta;
  int length;
  boolean extended;
  int field;

  private byte[] array = new byte[0];
  private int received;

  RtmpMessage() {}

  /** Type of the message, 0..255. */
  public int type() {
    return type;
  }

  /** Time in milliseconds, the low 32 bits. */
  public int timestampMillis() {
    return timestamp;
  }

  /** Length of the payload. */
  public int length() {
    return length;
  }

  /** Holds the payload. */
  byte[] array() {
    return array;
  }

  /** Index of the payload. */
  static int offset() {
    return ROOM_BYTES;
  }

  /** Bytes of the buffer. */
  int capacity() {
    return array.length;
  }

  boolean begun() {
    return received > 0;
  }

  boolean complete() {
    return received == length;
  }

  int missing() {
    return length - received;
  }

  /** Bytes by which the buffer grows if {@code count} bytes of the payload follow. */
  int growth(int count) {
    int needed = ROOM_BYTES + received + count;
    return needed <= array.length ? 0 : newCapacity(needed) - array.length;
  }

  private int newCapacity(int needed) {
    return Math.clamp(2L * array.length, needed, Math.max(needed, ROOM_BYTES + length));
  }

  void append(byte[] bytes, int from, int count) {
    int needed = ROOM_BYTES + received + count;
    if (needed > array.length) {
      array = Arrays.copyOf(array, newCapacity(needed));
    }
    System.arraycopy(bytes, from, array, ROOM_BYTES + received, count);
    received += count;
  }

  /** Begins the next message, with the same header unless it is changed. */
  void clear() {
    received = 0;
    if (array.length > MAX_KEPT_BYTES) {
      array = new byte[0];
    }
  }

  /**
   * Makes an FLV tag of it, behind the size of the tag before (Adobe FLV 10.1, annex E.4.1), in the
   * first {@code 15 + length()} bytes of the array returned.
   *
   * @param previousBytes length of the tag before with its header; 0 for the first
   */
  public byte[] asTag(int previousBytes) {
    if (array.length < ROOM_BYTES) {
      array = new byte[ROOM_BYTES];
    }
    Bytes.put32(array, 0, previousBytes);
    Bytes.put8(array, SIZE_BYTES, type);
    Bytes.put24(array, SIZE_BYTES + 1, length);
    Bytes.put24(array, SIZE_BYTES + 4, timestamp);
    Bytes.put8(array, SIZE_BYTES + 7, timestamp >>> 24);
    Bytes.put24(array, SIZE_BYTES + 8, 0);
    return array;
  }

  /** Length of the tag with its header, without the size before it. */
  public int tagBytes() {
    return TAG_HEADER_BYTES + length;
  }

  /** Bytes of {@link #asTag}. */
  public int framedBytes() {
    return ROOM_BYTES + length;
  }
}
