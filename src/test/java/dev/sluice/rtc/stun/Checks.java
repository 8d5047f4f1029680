package dev.sluice.rtc.stun;

import dev.sluice.base.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes Binding requests attribute by attribute, so that tests can make them invalid. */
public final class Checks {
  private final ByteArrayOutputStream attributes = new ByteArrayOutputStream();
  private int type = StunWire.BINDING_REQUEST;
  private int transaction = 1;

  /** A check as sent by a browser, without USE-CANDIDATE, MESSAGE-INTEGRITY and FINGERPRINT. */
  public static Checks from(String username) {
    return new Checks().username(username).with(0xC057, 4).controlling().priority(0x6E0001FF);
  }

  /** A complete check. */
  public static byte[] check(String username, String password, boolean nominates) {
    Checks check = from(username);
    return (nominates ? check.useCandidate() : check).sealed(password);
  }

  public Checks type(int value) {
    type = value;
    return this;
  }

  public Checks transaction(int value) {
    transaction = value;
    return this;
  }

  public Checks username(String text) {
    return attribute(StunWire.USERNAME, text.getBytes(StandardCharsets.UTF_8));
  }

  public Checks priority(int value) {
    byte[] bytes = new byte[4];
    Bytes.put32(bytes, 0, value);
    return attribute(StunWire.PRIORITY, bytes);
  }

  public Checks controlling() {
    return with(StunWire.ICE_CONTROLLING, 8);
  }

  public Checks controlled() {
    return with(StunWire.ICE_CONTROLLED, 8);
  }

  public Checks useCandidate() {
    return with(StunWire.USE_CANDIDATE, 0);
  }

  /** An attribute of zeros. */
  public Checks with(int attributeType, int bytes) {
    return attribute(attributeType, new byte[bytes]);
  }

  public Checks attribute(int attributeType, byte[] value) {
    byte[] whole = new byte[4 + StunWire.padded(value.length)];
    Bytes.put16(whole, 0, attributeType);
    Bytes.put16(whole, 2, value.length);
    System.arraycopy(value, 0, whole, 4, value.length);
    attributes.writeBytes(whole);
    return this;
  }

  /** With neither MESSAGE-INTEGRITY nor FINGERPRINT. */
  public byte[] unsealed() {
    byte[] body = attributes.toByteArray();
    byte[] message = new byte[20 + body.length];
    Bytes.put16(message, 0, type);
    Bytes.put16(message, 2, body.length);
    Bytes.put32(message, 4, StunWire.MAGIC_COOKIE);
    Bytes.put32(message, 16, transaction);
    System.arraycopy(body, 0, message, 20, body.length);
    return message;
  }

  public byte[] sealed(String password) {
    return new StunIntegrity(password).seal(unsealed());
  }

  /** With MESSAGE-INTEGRITY but without FINGERPRINT. */
  public byte[] signed(String password) {
    byte[] sealed = sealed(password);
    return withLength(Arrays.copyOf(sealed, sealed.length - 8));
  }

  /** Sets the length field to the actual length. */
  public static byte[] withLength(byte[] message) {
    Bytes.put16(message, 2, message.length - 20);
    return message;
  }
}
