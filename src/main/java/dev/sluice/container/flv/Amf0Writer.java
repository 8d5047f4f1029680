package dev.sluice.container.flv;

import dev.sluice.base.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes AMF0 (Adobe Action Message Format AMF 0, 2007), in the order of the calls. */
public final class Amf0Writer {
  private static final int MAX_STRING_BYTES = 0xFFFF;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Nothing written. */
  public Amf0Writer() {}

  /** Writes a string, of at most 65535 bytes. */
  public Amf0Writer text(String value) {
    out.write(2);
    name(value);
    return this;
  }

  /** Writes a number. */
  public Amf0Writer number(double value) {
    byte[] bytes = new byte[Double.BYTES];
    Bytes.put64(bytes, 0, Double.doubleToLongBits(value));
    out.write(0);
    out.writeBytes(bytes);
    return this;
  }

  /** Writes null. */
  public Amf0Writer nothing() {
    out.write(5);
    return this;
  }

  /** Begins an object; {@link #member} and a value follow for each member. */
  public Amf0Writer beginObject() {
    out.write(3);
    return this;
  }

  /** Writes the name of a member. */
  public Amf0Writer member(String name) {
    name(name);
    return this;
  }

  /** Ends an object. */
  public Amf0Writer endObject() {
    name("");
    out.write(9);
    return this;
  }

  /** Begins an array of that many values, which follow. */
  public Amf0Writer beginArray(int count) {
    byte[] bytes = new byte[Integer.BYTES];
    Bytes.put32(bytes, 0, count);
    out.write(10);
    out.writeBytes(bytes);
    return this;
  }

  private void name(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    int count = Math.min(bytes.length, MAX_STRING_BYTES);
    out.write(count >>> 8);
    out.write(count);
    out.write(bytes, 0, count);
  }

  /** The bytes written. */
  public byte[] toByteArray() {
    return out.toByteArray();
  }
}
