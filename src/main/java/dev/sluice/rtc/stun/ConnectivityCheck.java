package dev.sluice.rtc.stun;

import dev.sluice.base.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Writes connectivity checks as a viewer sends them (RFC 8445 section 7.2.4). */
public final class ConnectivityCheck {
  /** Priority of a host candidate (RFC 8445 section 5.1.2.1). */
  private static final int PRIORITY = 0x6E00_01FF;

  private static final int ROOM_BYTES = 512;

  private ConnectivityCheck() {}

  /**
   * A Binding request with USERNAME, PRIORITY, ICE-CONTROLLING, MESSAGE-INTEGRITY and FINGERPRINT.
   *
   * @param serverUfrag of the checked side
   * @param viewerUfrag of the checking side
   * @param password of the checked side
   * @param random for the transaction id
   * @param nominates whether to add USE-CANDIDATE
   */
  public static byte[] of(
      String serverUfrag, String viewerUfrag, String password, Random random, boolean nominates) {
    byte[] user = (serverUfrag + ":" + viewerUfrag).getBytes(StandardCharsets.UTF_8);
    byte[] message = new byte[ROOM_BYTES + user.length];
    Bytes.put16(message, 0, StunWire.BINDING_REQUEST);
    Bytes.put32(message, StunWire.COOKIE_OFFSET, StunWire.MAGIC_COOKIE);
    Bytes.put64(message, StunWire.TRANSACTION_OFFSET, random.nextLong());
    Bytes.put32(message, StunWire.TRANSACTION_OFFSET + Long.BYTES, random.nextInt());
    byte[] priority = new byte[Integer.BYTES];
    Bytes.put32(priority, 0, PRIORITY);
    int at = attribute(message, StunWire.HEADER_BYTES, StunWire.USERNAME, user);
    at = attribute(message, at, StunWire.PRIORITY, priority);
    at = attribute(message, at, StunWire.ICE_CONTROLLING, new byte[Long.BYTES]);
    at = nominates ? attribute(message, at, StunWire.USE_CANDIDATE, new byte[0]) : at;
    return new StunIntegrity(password).seal(Arrays.copyOf(message, at));
  }

  private static int attribute(byte[] message, int at, int type, byte[] value) {
    int start = StunWire.putAttribute(message, at, type, value.length);
    System.arraycopy(value, 0, message, start, value.length);
    return start + StunWire.padded(value.length);
  }
}
