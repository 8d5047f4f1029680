package dev.sluice.container.flv;

import dev.sluice.base.bytes.Bytes;

/**
 * A view of one FLV tag (Adobe FLV 10.1, annex E.4.1). The object is reused for the next one.
 *
 * <pre>
 *   2 bits reserved   1 bit encrypted   5 bits type
 *  24 bits length of the body
 *  24 bits time stamp in milliseconds   8 bits its highest bits
 *  24 bits stream id, 0
 * </pre>
 */
final class FlvTag {
  /** Bytes of the header. */
  static final int HEADER_BYTES = 11;

  static final int AUDIO = 8;
  static final int VIDEO = 9;
  static final int SCRIPT = 18;

  int type;
  boolean encrypted;
  int timestampMillis;
  byte[] array = new byte[0];
  int offset;
  int length;
  long arrivalNanos;

  /** Whether a header may stand at {@code at}, where all of its bytes are present. */
  static boolean plausible(byte[] array, int at) {
    int first = Bytes.u8(array, at);
    int type = first & 0x1F;
    return (first & 0xC0) == 0 && (type == AUDIO || type == VIDEO || type == SCRIPT);
  }

  /** Length of the body that the header at {@code at} states. */
  static int bodyBytes(byte[] array, int at) {
    return Bytes.u24(array, at + 1);
  }

  /** Stream id of the header at {@code at}. */
  static int streamId(byte[] array, int at) {
    return Bytes.u24(array, at + 8);
  }

  /** Views the tag whose header is at {@code at}; all of its bytes are present. */
  void read(byte[] bytes, int at, long nowNanos) {
    int first = Bytes.u8(bytes, at);
    type = first & 0x1F;
    encrypted = (first & 0x20) != 0;
    timestampMillis = Bytes.u8(bytes, at + 7) << 24 | Bytes.u24(bytes, at + 4);
    array = bytes;
    offset = at + HEADER_BYTES;
    length = bodyBytes(bytes, at);
    arrivalNanos = nowNanos;
  }
}
