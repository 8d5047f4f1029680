package dev.sluice.net.framing;

/**
 * The line before a chunk: its size in hexadecimal digits, and extensions, which are dropped (RFC
 * 9112 section 7.1).
 */
public final class ChunkLine {
  private static final int MAX_DIGITS = 16;
  private static final int MAX_BYTES = 1024;

  private long size;
  private int digits;
  private int bytes;
  private boolean afterSpace;
  private boolean inExtension;
  private boolean afterCr;

  /** Begins a new line. */
  public void reset() {
    size = 0;
    digits = 0;
    bytes = 0;
    afterSpace = false;
    inExtension = false;
    afterCr = false;
  }

  /**
   * Takes one byte.
   *
   * @return whether the line is complete
   * @throws FramingException at the first byte that cannot belong to a line, and at a line that is
   *     too long
   */
  public boolean take(int next) {
    if (++bytes > MAX_BYTES) {
      throw new FramingException(
          FramingFault.TOO_LONG, 400, "The line before a chunk is longer than 1 KiB.");
    }
    if (afterCr) {
      require(next == '\n');
      return true;
    }
    if (next == '\r') {
      require(digits > 0 && (inExtension || !afterSpace));
      afterCr = true;
    } else if (inExtension) {
      require(HttpBytes.isFieldByte(next));
    } else {
      takeSize(next);
    }
    return false;
  }

  private void takeSize(int next) {
    int digit = HttpBytes.hexDigit(next);
    if (digit >= 0) {
      require(!afterSpace && ++digits <= MAX_DIGITS);
      size = size << 4 | digit;
      require(size >= 0);
    } else {
      require(digits > 0);
      inExtension = next == ';';
      afterSpace = true;
      require(inExtension || next == ' ' || next == '\t');
    }
  }

  /** Size of the chunk in bytes, once the line is complete. */
  public long size() {
    return size;
  }

  /** Whether no byte of the line has been taken. */
  boolean isNew() {
    return bytes == 0;
  }

  /** Whether the complete line is digits and CRLF only. */
  boolean isPlain() {
    return !inExtension;
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new FramingException(
          FramingFault.CHUNK, 400, "A chunk does not begin with its size in hexadecimal digits.");
    }
  }
}
