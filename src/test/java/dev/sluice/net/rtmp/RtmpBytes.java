package dev.sluice.net.rtmp;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Writes what a publisher sends. */
public final class RtmpBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Nothing yet. */
  public RtmpBytes() {}

  /** Appends both parts of the handshake. */
  public RtmpBytes handshake() {
    out.write(3);
    out.writeBytes(new byte[2 * 1536]);
    return this;
  }

  /** Appends a message in one chunk of format 0. */
  public RtmpBytes message(int chunkStream, int type, int millis, byte[] payload) {
    return chunk(chunkStream, type, millis, payload.length, payload);
  }

  /** Appends a chunk of format 0, which may hold a part of its message. */
  public RtmpBytes chunk(int chunkStream, int type, int millis, int length, byte[] payload) {
    out.write(chunkStream);
    put24(millis);
    put24(length);
    out.write(type);
    out.writeBytes(new byte[] {1, 0, 0, 0});
    out.writeBytes(payload);
    return this;
  }

  /**
   * Appends an aggregate message.
   *
   * @param parts see {@link #part}
   */
  public RtmpBytes aggregate(int chunkStream, int millis, RtmpBytes parts) {
    return message(chunkStream, 22, millis, parts.toByteArray());
  }

  /** Appends a part of an aggregate message, with the back pointer behind it. */
  public RtmpBytes part(int type, int millis, byte[] payload) {
    out.write(type);
    put24(payload.length);
    put24(millis);
    out.write(millis >>> 24);
    put24(0);
    out.writeBytes(payload);
    out.write(0);
    put24(11 + payload.length);
    return this;
  }

  /** Appends a command. */
  public RtmpBytes command(byte[] amf0) {
    return chunkSize(65_536).message(3, 20, 0, amf0);
  }

  /** Appends the size of the chunks that follow. */
  public RtmpBytes chunkSize(int bytes) {
    return message(
        2,
        1,
        0,
        new byte[] {
          (byte) (bytes >>> 24), (byte) (bytes >>> 16), (byte) (bytes >>> 8), (byte) bytes
        });
  }

  /** Appends bytes in hexadecimal digits. */
  public RtmpBytes hex(String digits) {
    out.writeBytes(HexFormat.of().parseHex(digits.replace(" ", "")));
    return this;
  }

  private void put24(int value) {
    out.write(value >>> 16);
    out.write(value >>> 8);
    out.write(value);
  }

  /** All bytes. */
  public byte[] toByteArray() {
    return out.toByteArray();
  }
}
