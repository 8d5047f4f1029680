package dev.sluice.stun;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.ice4j.StunException;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.attribute.ErrorCodeAttribute;
import org.ice4j.message.Message;
import org.ice4j.message.MessageFactory;
import org.ice4j.message.Request;
import org.ice4j.message.Response;
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
    return encode(MessageFactory.createBindingResponse(request, address), request);
  }

  static byte[] roleConflict(Request request) {
    return encode(
        MessageFactory.createBindingErrorResponse(ErrorCodeAttribute.ROLE_CONFLICT), request);
  }

  static byte[] unknownAttributes(Request request, char[] types) {
    try {
      return encode(MessageFactory.createBindingErrorResponseUnknownAttributes(types), request);
    } catch (StunException e) {
      throw new IllegalStateException("fixed arguments were refused", e);
    }
  }

  private static byte[] encode(Response response, Request request) {
    try {
      response.setTransactionID(request.getTransactionID());
    } catch (StunException e) {
      throw new IllegalStateException("a decoded transaction id was refused", e);
    }
    return response.encode(null);
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
