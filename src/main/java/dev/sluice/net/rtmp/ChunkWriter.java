package dev.sluice.net.rtmp;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.bytes.GrowableBytes;

/**
 * Writes messages as chunks (Adobe RTMP 1.0, section 5.3). All have the time 0 and a header of
 * their own: there are few.
 */
final class ChunkWriter {
  /** Chunk stream of control messages, by section 5.4. */
  private static final int CONTROL_STREAM = 2;

  private static final int COMMAND_STREAM = 3;

  /** Chunk size until it is announced. */
  private static final int FIRST_CHUNK_BYTES = 128;

  /** Chunk size announced: every answer is one chunk. */
  private static final int CHUNK_BYTES = 4096;

  /** More answers than a client reads are never kept: it gets one for each command. */
  private static final int MAX_BYTES = 1 << 20;

  private final GrowableBytes out = new GrowableBytes(0, MAX_BYTES);
  private int chunkBytes = FIRST_CHUNK_BYTES;

  /** Appends bytes without a header, as the handshake has. */
  void raw(byte[] bytes) {
    out.append(bytes, 0, bytes.length);
  }

  /** Appends a control message. */
  void control(int type, byte... payload) {
    message(CONTROL_STREAM, type, 0, payload);
  }

  /** Appends a control message of one number. */
  void control(int type, int value) {
    control(type, bytes(value));
  }

  /** Appends the size of the chunks that follow. */
  void chunkSize() {
    control(RtmpMessage.CHUNK_SIZE, CHUNK_BYTES);
    chunkBytes = CHUNK_BYTES;
  }

  /** Appends a command or the answer to one. */
  void command(int streamId, byte[] amf0) {
    message(COMMAND_STREAM, RtmpMessage.COMMAND, streamId, amf0);
  }

  private void message(int chunkStream, int type, int streamId, byte[] payload) {
    byte[] header = new byte[12];
    Bytes.put8(header, 0, chunkStream);
    Bytes.put24(header, 4, payload.length);
    Bytes.put8(header, 7, type);
    Bytes.put32(header, 8, Integer.reverseBytes(streamId));
    raw(header);
    for (int at = 0; at < payload.length; at += chunkBytes) {
      if (at > 0) {
        out.append(0xC0 | chunkStream);
      }
      out.append(payload, at, Math.min(chunkBytes, payload.length - at));
    }
  }

  static byte[] bytes(int value) {
    byte[] bytes = new byte[Integer.BYTES];
    Bytes.put32(bytes, 0, value);
    return bytes;
  }

  /** Whether there is anything to send. */
  boolean isEmpty() {
    return out.length() == 0;
  }

  /** Takes what is to be sent. */
  byte[] take() {
    byte[] taken = out.toByteArray();
    out.clear();
    return taken;
  }
}
