package dev.sluice.net.framing;

/**
 * The first 9 bytes of an HTTP/2 frame (RFC 9113 section 4.1): length (24 bits), type (8), flags
 * (8), stream id (31 after one reserved bit).
 *
 * @param length bytes of the payload
 * @param streamId 0 for the connection
 */
record FrameHead(int length, int type, int flags, int streamId) {
  static final int BYTES = 9;

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PUSH_PROMISE = 5;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;
  static final int PADDED = 8;
  static final int WITH_PRIORITY = 0x20;

  static FrameHead of(byte[] bytes, int at) {
    return new FrameHead(
        (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff),
        bytes[at + 3] & 0xff,
        bytes[at + 4] & 0xff,
        int32(bytes, at + 5) & 0x7fffffff);
  }

  private static int int32(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** The frame with this head. */
  byte[] frame(byte[] payload) {
    byte[] frame = new byte[BYTES + payload.length];
    frame[0] = (byte) (payload.length >> 16);
    frame[1] = (byte) (payload.length >> 8);
    frame[2] = (byte) payload.length;
    frame[3] = (byte) type;
    frame[4] = (byte) flags;
    frame[5] = (byte) (streamId >> 24);
    frame[6] = (byte) (streamId >> 16);
    frame[7] = (byte) (streamId >> 8);
    frame[8] = (byte) streamId;
    System.arraycopy(payload, 0, frame, BYTES, payload.length);
    return frame;
  }
}
