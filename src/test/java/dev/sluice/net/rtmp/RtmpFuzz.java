package dev.sluice.net.rtmp;

/**
 * Fuzz target: arbitrary bytes behind a handshake. What is understood must not depend on how they
 * are split.
 */
public final class RtmpFuzz {
  private static final int HANDSHAKE_BYTES = 1 + 2 * 1536;

  private RtmpFuzz() {}

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    byte[] bytes = new byte[HANDSHAKE_BYTES + input.length];
    bytes[0] = 3;
    System.arraycopy(input, 0, bytes, HANDSHAKE_BYTES, input.length);
    String whole = SessionDump.of(bytes, bytes.length);
    String pieces = SessionDump.of(bytes, 7);
    if (!whole.equals(pieces)) {
      throw new AssertionError("in one piece\n%s\nin pieces\n%s".formatted(whole, pieces));
    }
  }
}
