package dev.sluice.rtc.stun;

import dev.sluice.base.bytes.Bytes;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Writes the responses to a Binding request, without the attributes that {@link StunIntegrity#seal}
 * appends (RFC 8489 sections 5 and 14). Every {@code request} must be a complete STUN message;
 * magic cookie and transaction id are copied from it.
 */
final class StunResponses {
  private static final int IPV4 = 1;
  private static final int IPV6 = 2;
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;

  /** Family and port before an address, class and number before a reason phrase. */
  private static final int VALUE_HEAD_BYTES = 4;

  private static final int ROLE_CONFLICT = 487;
  private static final int UNKNOWN_ATTRIBUTE = 420;

  private StunResponses() {}

  /** A success response with XOR-MAPPED-ADDRESS (section 14.2). */
  static byte[] success(byte[] request, InetSocketAddress mapped) {
    byte[] raw = mapped.getAddress().getAddress();
    // An IPv4 client of a dual-stack socket must see its IPv4 address.
    int from = isIpv4Mapped(raw) ? IPV6_BYTES - IPV4_BYTES : 0;
    int addressBytes = raw.length - from;
    byte[] answer =
        answer(StunWire.BINDING_SUCCESS, request, attributeBytes(VALUE_HEAD_BYTES + addressBytes));
    int value =
        StunWire.putAttribute(
            answer,
            StunWire.HEADER_BYTES,
            StunWire.XOR_MAPPED_ADDRESS,
            VALUE_HEAD_BYTES + addressBytes);
    Bytes.put16(answer, value, addressBytes == IPV4_BYTES ? IPV4 : IPV6);
    Bytes.put16(answer, value + 2, mapped.getPort() ^ StunWire.MAGIC_COOKIE >>> Short.SIZE);
    for (int i = 0; i < addressBytes; i++) {
      // The address is XORed with the cookie and the transaction id, which follow each other.
      int mask = answer[StunWire.COOKIE_OFFSET + i];
      Bytes.put8(answer, value + VALUE_HEAD_BYTES + i, raw[from + i] ^ mask);
    }
    return answer;
  }

  /** An error response 487 (RFC 8445 section 16.2). */
  static byte[] roleConflict(byte[] request) {
    return error(request, ROLE_CONFLICT, "Role Conflict", 0);
  }

  /** An error response 420 with UNKNOWN-ATTRIBUTES (sections 14.8 and 14.13). */
  static byte[] unknownAttributes(byte[] request, char[] types) {
    int listBytes = types.length * Short.BYTES;
    byte[] answer =
        error(request, UNKNOWN_ATTRIBUTE, "Unknown Attribute", attributeBytes(listBytes));
    int at =
        StunWire.putAttribute(
            answer,
            answer.length - attributeBytes(listBytes),
            StunWire.UNKNOWN_ATTRIBUTES,
            listBytes);
    for (char type : types) {
      Bytes.put16(answer, at, type);
      at += Short.BYTES;
    }
    return answer;
  }

  private static byte[] error(byte[] request, int code, String reason, int moreBytes) {
    byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
    int valueBytes = VALUE_HEAD_BYTES + text.length;
    byte[] answer = answer(StunWire.BINDING_ERROR, request, attributeBytes(valueBytes) + moreBytes);
    int value =
        StunWire.putAttribute(answer, StunWire.HEADER_BYTES, StunWire.ERROR_CODE, valueBytes);
    Bytes.put8(answer, value + 2, code / 100);
    Bytes.put8(answer, value + 3, code % 100);
    System.arraycopy(text, 0, answer, value + VALUE_HEAD_BYTES, text.length);
    return answer;
  }

  private static byte[] answer(int type, byte[] request, int attributesBytes) {
    byte[] answer = new byte[StunWire.HEADER_BYTES + attributesBytes];
    Bytes.put16(answer, 0, type);
    System.arraycopy(
        request,
        StunWire.COOKIE_OFFSET,
        answer,
        StunWire.COOKIE_OFFSET,
        StunWire.HEADER_BYTES - StunWire.COOKIE_OFFSET);
    return answer;
  }

  private static int attributeBytes(int valueBytes) {
    return StunWire.ATTRIBUTE_HEADER_BYTES + StunWire.padded(valueBytes);
  }

  /** RFC 4291 section 2.5.5.2: ten bytes of zeros, two of ones, an IPv4 address. */
  private static boolean isIpv4Mapped(byte[] raw) {
    return raw.length == IPV6_BYTES
        && Bytes.i64(raw, 0) == 0
        && Bytes.i32(raw, Long.BYTES) == 0xFFFF;
  }
}
