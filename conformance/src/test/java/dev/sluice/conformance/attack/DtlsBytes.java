package dev.sluice.conformance.attack;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** Records of a hostile DTLS 1.2 client (RFC 6347 section 4). */
final class DtlsBytes {
  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;
  private static final byte[] EXTENSIONS = {
    0,
    10,
    0,
    4,
    0,
    2,
    0,
    23, // supported_groups: secp256r1
    0,
    11,
    0,
    2,
    1,
    0, // ec_point_formats: uncompressed
    0,
    13,
    0,
    4,
    0,
    2,
    4,
    3, // signature_algorithms: ecdsa_secp256r1_sha256
    0,
    14,
    0,
    5,
    0,
    2,
    0,
    7,
    0, // use_srtp: SRTP_AEAD_AES_128_GCM
    0,
    23,
    0,
    0 // extended_main_secret
  };

  private DtlsBytes() {}

  /** A well-formed ClientHello with a new random value. */
  static byte[] clientHello(Random random, int sequence) {
    ByteBuffer hello = ByteBuffer.allocate(256);
    byte[] value = new byte[32];
    random.nextBytes(value);
    hello.putShort((short) 0xFEFD).put(value);
    hello.put((byte) 0).put((byte) 0); // no session id, no cookie
    hello.putShort((short) 2).putShort((short) 0xC02B); // ECDHE_ECDSA with AES-128-GCM
    hello.put((byte) 1).put((byte) 0); // no compression
    hello.putShort((short) EXTENSIONS.length).put(EXTENSIONS);
    byte[] body = Arrays.copyOf(hello.array(), hello.position());
    return fragment(CLIENT_HELLO, body.length, 0, 0, body, sequence);
  }

  /** A fragment of a handshake message, in a record of its own. */
  static byte[] fragment(
      int type, int messageBytes, int messageSequence, int offset, byte[] part, int sequence) {
    ByteBuffer record = ByteBuffer.allocate(13 + 12 + part.length);
    record.put((byte) HANDSHAKE).putShort((short) 0xFEFD).putShort((short) 0);
    record.putShort((short) 0).putInt(sequence).putShort((short) (12 + part.length));
    record.putInt(type << 24 | messageBytes).putShort((short) messageSequence);
    put24(record, offset);
    put24(record, part.length);
    return record.put(part).array();
  }

  private static void put24(ByteBuffer to, int value) {
    to.put((byte) (value >> 16)).putShort((short) value);
  }
}
