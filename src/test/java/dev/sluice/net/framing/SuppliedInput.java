package dev.sluice.net.framing;

import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Bytes of a test's supplier, whose arrays may also be read in parts. */
public final class SuppliedInput implements ByteInput {
  private final Supplier<byte @Nullable []> source;
  private byte @Nullable [] rest;

  public SuppliedInput(Supplier<byte @Nullable []> source) {
    this.source = source;
  }

  @Override
  public byte @Nullable [] get() {
    byte[] next = rest;
    rest = null;
    return next == null ? source.get() : next;
  }

  @Override
  public int read(byte[] into) {
    byte[] next = get();
    if (next == null) {
      return -1;
    }
    int count = Math.min(next.length, into.length);
    System.arraycopy(next, 0, into, 0, count);
    rest = count == next.length ? null : Arrays.copyOfRange(next, count, next.length);
    return count;
  }
}
