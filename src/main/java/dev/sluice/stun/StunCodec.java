package dev.sluice.stun;

import dev.sluice.bytes.Bytes;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.ice4j.StunException;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.attribute.Attribute;
import org.ice4j.attribute.AttributeFactory;
import org.ice4j.attribute.ErrorCodeAttribute;
import org.ice4j.attribute.UnknownAttributesAttribute;
import org.ice4j.message.Message;
import org.ice4j.message.Request;
import org.jspecify.annotations.Nullable;

/** The seam to the STUN codec of ice4j: messages in and out, without its stack or its threads. */
final class StunCodec {
  private static final int IPV4_MAPPED_PREFIX_BYTES = 12;

  private StunCodec() {}

  /** The decoded request, or null when the codec refuses it. */
  static @Nullable Request decodeRequest(byte[] message) {
    try {
      return Message.decode(message, 0, message.length) instanceof Request request ? request : null;
    } catch (StunException | RuntimeException e) {
      // The codec lets index errors of attributes nobody asked for escape; authentic or not, such
      // a message is no check.
      return null;
    }
  }

  static byte[] success(Request request, InetSocketAddress mapped) {
    TransportAddress address =
        new TransportAddress(unmapped(mapped.getAddress()), mapped.getPort(), Transport.UDP);
    return response(
        Message.BINDING_SUCCESS_RESPONSE,
        request,
        AttributeFactory.createXorMappedAddressAttribute(address, request.getTransactionID()));
  }

  static byte[] roleConflict(Request request) {
    return response(
        Message.BINDING_ERROR_RESPONSE, request, error(ErrorCodeAttribute.ROLE_CONFLICT));
  }

  static byte[] unknownAttributes(Request request, char[] types) {
    UnknownAttributesAttribute unknown = AttributeFactory.createUnknownAttributesAttribute();
    for (char type : types) {
      unknown.addAttributeID(type);
    }
    return response(
        Message.BINDING_ERROR_RESPONSE,
        request,
        error(ErrorCodeAttribute.UNKNOWN_ATTRIBUTE),
        unknown);
  }

  private static Attribute error(char code) {
    return AttributeFactory.createErrorCodeAttribute(
        code, ErrorCodeAttribute.getDefaultReasonPhrase(code));
  }

  /**
   * A message out of encoded attributes. The codec's own way to write one adds SOFTWARE, and
   * FINGERPRINT in front of our MESSAGE-INTEGRITY once anything in the process has made an agent.
   */
  private static byte[] response(char type, Request request, Attribute... attributes) {
    byte[] message = new byte[StunWire.HEADER_BYTES];
    Bytes.put16(message, 0, type);
    Bytes.put32(message, StunWire.COOKIE_OFFSET, StunWire.MAGIC_COOKIE);
    byte[] transaction = request.getTransactionID();
    System.arraycopy(transaction, 0, message, StunWire.TRANSACTION_OFFSET, transaction.length);
    for (Attribute attribute : attributes) {
      byte[] encoded = attribute.encode();
      int at = message.length;
      message = Arrays.copyOf(message, at + StunWire.padded(encoded.length));
      System.arraycopy(encoded, 0, message, at, encoded.length);
    }
    return message;
  }

  /** The IPv4 address inside an IPv4-mapped one: the sender knows itself by that only. */
  private static InetAddress unmapped(InetAddress address) {
    byte[] raw = address.getAddress();
    if (!(address instanceof Inet6Address) || !isIpv4Mapped(raw)) {
      return address;
    }
    try {
      return InetAddress.getByAddress(
          Arrays.copyOfRange(raw, IPV4_MAPPED_PREFIX_BYTES, raw.length));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static boolean isIpv4Mapped(byte[] raw) {
    for (int i = 0; i < IPV4_MAPPED_PREFIX_BYTES; i++) {
      int expected = i < IPV4_MAPPED_PREFIX_BYTES - 2 ? 0 : 0xFF;
      if ((raw[i] & 0xFF) != expected) {
        return false;
      }
    }
    return true;
  }
}
