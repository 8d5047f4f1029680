package dev.sluice.net.framing;

import java.io.ByteArrayOutputStream;

/** Bytes with parts left out and others inserted. They are copied only if something changes. */
final class PassedBytes {
  private final byte[] bytes;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(0);

  /** Bytes before it are in {@link #out}, or left out. */
  private int copied;

  PassedBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Leaves out bytes, behind those left out before. */
  void withhold(int at, int count) {
    out.write(bytes, copied, at - copied);
    copied = at + count;
  }

  /** Inserts bytes where the last ones were left out, at first at the beginning. */
  void insert(byte[] other) {
    out.writeBytes(other);
  }

  /** The changed bytes; possibly the array itself. */
  byte[] result() {
    if (copied == 0 && out.size() == 0) {
      return bytes;
    }
    out.write(bytes, copied, bytes.length - copied);
    return out.toByteArray();
  }
}
