package dev.sluice.conformance.attack;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Handshake packets of an SRT caller (draft-sharabayko-srt-01, sections 3.2.1 and 4.3.1). */
final class SrtMessage {
  private static final int HEADER_BYTES = 16;
  private static final int HANDSHAKE_BYTES = 48;
  private static final int CONTROL_HANDSHAKE = 0x8000_0000;
  private static final int INDUCTION = 1;
  private static final int CONCLUSION = -1;
  private static final int UDT_DATAGRAM = 2;
  private static final int HSREQ_AND_CONFIG = 0x1 | 0x4;
  private static final int TYPE_AT = HEADER_BYTES + 20;
  private static final int COOKIE_AT = HEADER_BYTES + 28;
  private static final int LIVE_FLAGS = 0xBF;

  private SrtMessage() {}

  /** The first packet. */
  static byte[] induction(int socketId) {
    return handshake(4, UDT_DATAGRAM, INDUCTION, socketId, 0, new byte[0]);
  }

  /** The second packet, with the cookie of the answer to the first. */
  static byte[] conclusion(int socketId, int cookie, String streamId) {
    byte[] id = streamId.getBytes(StandardCharsets.US_ASCII);
    byte[] padded = Arrays.copyOf(id, (id.length + 3) / 4 * 4);
    ByteBuffer extensions = ByteBuffer.allocate(4 + 12 + 4 + padded.length);
    extensions.putShort((short) 1).putShort((short) 3);
    extensions.putInt(0x0001_0500).putInt(LIVE_FLAGS).putInt(120 << 16 | 120);
    extensions.putShort((short) 5).putShort((short) (padded.length / 4));
    for (int word = 0; word < padded.length; word += 4) {
      for (int at = 3; at >= 0; at--) {
        extensions.put(padded[word + at]);
      }
    }
    return handshake(5, HSREQ_AND_CONFIG, CONCLUSION, socketId, cookie, extensions.array());
  }

  private static byte[] handshake(
      int version, int field, int type, int socketId, int cookie, byte[] extensions) {
    ByteBuffer packet = ByteBuffer.allocate(HEADER_BYTES + HANDSHAKE_BYTES + extensions.length);
    packet.putInt(CONTROL_HANDSHAKE).putInt(0).putInt(0).putInt(0);
    packet.putInt(version).putInt(field).putInt(socketId & Integer.MAX_VALUE);
    packet.putInt(1500).putInt(8192).putInt(type).putInt(socketId | 1).putInt(cookie);
    packet.put(new byte[] {1, 0, 0, 127});
    packet.position(HEADER_BYTES + HANDSHAKE_BYTES);
    return packet.put(extensions).array();
  }

  /** The cookie of an answer; 0 if it is no handshake. */
  static int cookie(byte[] answer) {
    return answer.length < COOKIE_AT + 4 ? 0 : ByteBuffer.wrap(answer).getInt(COOKIE_AT);
  }

  /** Whether an answer accepts a connection. */
  static boolean isConclusion(byte[] answer) {
    return answer.length >= HEADER_BYTES + HANDSHAKE_BYTES
        && ByteBuffer.wrap(answer).getInt(TYPE_AT) == CONCLUSION;
  }
}
