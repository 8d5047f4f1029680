package dev.sluice.rtc.stun;

import dev.sluice.base.bytes.Bytes;

/**
 * Offsets, lengths and type numbers of STUN (RFC 8489 sections 5 and 18, RFC 8445 section 16.1).
 */
final class StunWire {
  static final int HEADER_BYTES = 20;
  static final int ATTRIBUTE_HEADER_BYTES = 4;
  static final int LENGTH_OFFSET = 2;
  static final int COOKIE_OFFSET = 4;
  static final int TRANSACTION_OFFSET = 8;
  static final int MAGIC_COOKIE = 0x2112A442;

  static final int BINDING_REQUEST = 0x0001;
  static final int BINDING_SUCCESS = 0x0101;
  static final int BINDING_ERROR = 0x0111;

  static final int USERNAME = 0x0006;
  static final int MESSAGE_INTEGRITY = 0x0008;
  static final int ERROR_CODE = 0x0009;
  static final int UNKNOWN_ATTRIBUTES = 0x000A;
  static final int XOR_MAPPED_ADDRESS = 0x0020;
  static final int PRIORITY = 0x0024;
  static final int USE_CANDIDATE = 0x0025;
  static final int FINGERPRINT = 0x8028;
  static final int ICE_CONTROLLED = 0x8029;
  static final int ICE_CONTROLLING = 0x802A;

  static final int MESSAGE_INTEGRITY_BYTES = 20;
  static final int FINGERPRINT_BYTES = 4;
  static final int FINGERPRINT_XOR = 0x5354554E;

  private StunWire() {}

  /** Length of an attribute value with its padding. */
  static int padded(int valueBytes) {
    return (valueBytes + 3) & ~3;
  }

  /** Whether a receiver that does not know the type must reject the message (section 14). */
  static boolean comprehensionRequired(int type) {
    return type < 0x8000;
  }

  /** Writes type and length of an attribute. Returns the offset of its value. */
  static int putAttribute(byte[] message, int at, int type, int valueBytes) {
    Bytes.put16(message, at, type);
    Bytes.put16(message, at + Short.BYTES, valueBytes);
    return at + ATTRIBUTE_HEADER_BYTES;
  }
}
