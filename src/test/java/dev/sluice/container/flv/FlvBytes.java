package dev.sluice.container.flv;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Writes FLV streams. */
public final class FlvBytes {
  /** Type of tags with sound. */
  public static final int AUDIO = 8;

  /** Type of tags with pictures. */
  public static final int VIDEO = 9;

  /** Type of tags with script data. */
  public static final int SCRIPT = 18;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Without a file header. */
  public FlvBytes() {}

  /** Appends a file header. */
  public FlvBytes header() {
    out.writeBytes(HexFormat.of().parseHex("464c5601050000000900000000"));
    return this;
  }

  /** Appends a tag with the size behind it. */
  public FlvBytes tag(int type, long millis, byte[] body) {
    int header = out.size();
    out.write(type);
    put24(body.length);
    put24((int) millis);
    out.write((int) (millis >>> 24));
    put24(0);
    out.writeBytes(body);
    int size = out.size() - header;
    out.write(0);
    put24(size);
    return this;
  }

  /** Appends a tag, given in hexadecimal digits. */
  public FlvBytes tag(int type, long millis, String hex) {
    return tag(type, millis, HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  /** Appends bytes that are no tag. */
  public FlvBytes raw(byte... bytes) {
    out.writeBytes(bytes);
    return this;
  }

  private void put24(int value) {
    out.write(value >>> 16);
    out.write(value >>> 8);
    out.write(value);
  }

  /** All bytes. */
  public byte[] toByteArray() {
    return out.toByteArray();
  }
}
