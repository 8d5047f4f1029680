package dev.sluice.stun;

import dev.sluice.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** A viewer's connectivity check (RFC 8445 section 7.2.4). */
public final class ViewerCheck {
  private static final int PRIORITY = 0x6E00_01FF;

  private ViewerCheck() {}

  /** One that nominates at once. */
  public static byte[] of(String serverUfrag, String viewerUfrag, String password, Random random) {
    return of(serverUfrag, viewerUfrag, password, random, true);
  }

  public static byte[] of(
      String serverUfrag, String viewerUfrag, String password, Random random, boolean nominates) {
    byte[] user = (serverUfrag + ":" + viewerUfrag).getBytes(StandardCharsets.UTF_8);
    byte[] message = new byte[512];
    Bytes.put16(message, 0, StunWire.BINDING_REQUEST);
    Bytes.put32(message, 4, StunWire.MAGIC_COOKIE);
    Bytes.put64(message, 8, random.nextLong());
    Bytes.put32(message, 16, random.nextInt());
    int at = attribute(message, StunWire.HEADER_BYTES, StunWire.USERNAME, user);
    at = attribute(message, at, StunWire.PRIORITY, word(PRIORITY));
    at = attribute(message, at, StunWire.ICE_CONTROLLING, new byte[8]);
    at = nominates ? attribute(message, at, StunWire.USE_CANDIDATE, new byte[0]) : at;
    Bytes.put16(message, StunWire.LENGTH_OFFSET, at - StunWire.HEADER_BYTES);
    return StunSeal.seal(Arrays.copyOf(message, at), password);
  }

  private static int attribute(byte[] message, int at, int type, byte[] value) {
    Bytes.put16(message, at, type);
    Bytes.put16(message, at + 2, value.length);
    System.arraycopy(value, 0, message, at + 4, value.length);
    return at + 4 + StunWire.padded(value.length);
  }

  private static byte[] word(int value) {
    byte[] word = new byte[4];
    Bytes.put32(word, 0, value);
    return word;
  }
}
