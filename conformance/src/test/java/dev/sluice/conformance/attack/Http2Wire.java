package dev.sluice.conformance.attack;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames of HTTP/2 with prior knowledge, written by hand (RFC 9113, RFC 7541). */
final class Http2Wire {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;
  static final int LARGEST_PAYLOAD = 16_384;

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private Http2Wire() {}

  /** Begins a connection. */
  static void begin(Wire wire, byte... settings) throws IOException {
    wire.send(join(PREFACE.getBytes(StandardCharsets.US_ASCII), frame(SETTINGS, 0, 0, settings)));
  }

  static byte[] frame(int type, int flags, int streamId, byte... payload) {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.putInt(payload.length << 8 | type).put((byte) flags).putInt(streamId).put(payload);
    return frame.array();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** One piece with the same bytes many times. */
  static byte[] repeat(byte[] part, int times) {
    ByteBuffer all = ByteBuffer.allocate(part.length * times);
    for (int i = 0; i < times; i++) {
      all.put(part);
    }
    return all.array();
  }

  /** A header block: a method, the path and further fields. */
  static byte[] block(boolean post, String path, String... namesAndValues) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(post ? 0x83 : 0x82);
    block.write(0x86); // :scheme http
    block.write(1); // :authority, without indexing
    text(block, "x");
    block.write(4); // :path, without indexing
    text(block, path);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      block.write(0);
      text(block, namesAndValues[i]);
      text(block, namesAndValues[i + 1]);
    }
    return block.toByteArray();
  }

  /** A string literal without Huffman code (RFC 7541 section 5.2). */
  static void text(ByteArrayOutputStream block, String value) {
    int length = value.length();
    if (length < 127) {
      block.write(length);
    } else {
      block.write(127);
      int rest = length - 127;
      for (; rest >= 128; rest >>= 7) {
        block.write(rest & 127 | 128);
      }
      block.write(rest);
    }
    block.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Reads frames until one of HEADERS comes for a stream; false if the connection ends first. */
  static boolean awaitHeaders(Wire wire, int wantedStream) {
    DataInputStream in = new DataInputStream(wire.in());
    try {
      while (true) {
        int lengthAndType = in.readInt();
        in.readUnsignedByte();
        int streamId = in.readInt();
        in.skipNBytes(lengthAndType >>> 8);
        if ((lengthAndType & 0xff) == HEADERS && streamId == wantedStream) {
          return true;
        }
      }
    } catch (IOException e) {
      return false;
    }
  }
}
