package dev.sluice.rtc.stun;

import dev.sluice.base.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Cheap inspection of an unauthenticated datagram. No content makes it throw. Results must not be
 * trusted before {@link BindingRequest#authenticate} has succeeded.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * |0 0|     STUN Message Type     |         Message Length        |
 * |                    Magic Cookie 0x2112A442                    |
 * |                  Transaction ID (96 bits)                     |
 * </pre>
 */
public final class StunPeek {
  private static final int FIRST_BYTE_MAX = 3;

  private StunPeek() {}

  /**
   * Whether the datagram is a complete STUN message: first byte 0..3 (RFC 7983 section 7), magic
   * cookie, and a length field that equals the received length (RFC 8489 section 5).
   */
  public static boolean isStun(byte[] datagram, int offset, int length) {
    return length >= StunWire.HEADER_BYTES
        && Bytes.u8(datagram, offset) <= FIRST_BYTE_MAX
        && Bytes.i32(datagram, offset + StunWire.COOKIE_OFFSET) == StunWire.MAGIC_COOKIE
        && Bytes.u16(datagram, offset + StunWire.LENGTH_OFFSET) == length - StunWire.HEADER_BYTES
        && (length & 3) == 0;
  }

  /**
   * The local username fragment, which identifies the session: the part of the first USERNAME
   * before the colon (RFC 8445 section 7.2.2). Null if the datagram is not a STUN message or has
   * none.
   */
  public static @Nullable String localUfrag(byte[] datagram, int offset, int length) {
    if (!isStun(datagram, offset, length)) {
      return null;
    }
    int end = offset + length;
    int at = offset + StunWire.HEADER_BYTES;
    while (at + StunWire.ATTRIBUTE_HEADER_BYTES <= end) {
      int bytes = Bytes.u16(datagram, at + 2);
      int value = at + StunWire.ATTRIBUTE_HEADER_BYTES;
      if (bytes > end - value) {
        return null;
      }
      if (Bytes.u16(datagram, at) == StunWire.USERNAME) {
        return beforeColon(datagram, value, bytes);
      }
      at = value + StunWire.padded(bytes);
    }
    return null;
  }

  /**
   * The text before the first colon of a USERNAME value; null if it is empty or there is no colon.
   */
  static @Nullable String beforeColon(byte[] array, int offset, int length) {
    for (int i = 0; i < length; i++) {
      if (array[offset + i] == ':') {
        return i == 0 ? null : new String(array, offset, i, StandardCharsets.ISO_8859_1);
      }
    }
    return null;
  }
}
