package dev.sluice.net.framing;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The bytes that a client sends, in order. Both methods block for them. */
public interface ByteInput extends Supplier<byte @Nullable []> {
  /** The next bytes, in an array that is not empty and that nobody changes; null at the end. */
  @Override
  byte @Nullable [] get();

  /**
   * Reads the next bytes into an array.
   *
   * @param into not empty
   * @return count of bytes, at least 1; negative at the end
   */
  int read(byte[] into);
}
