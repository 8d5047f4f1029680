package dev.sluice.base.foreign;

import java.lang.foreign.ValueLayout;

/**
 * The layout of {@code mmsghdr} on 64-bit Linux (sendmmsg(2), recvmmsg(2)): offsets in bytes. The
 * members from {@link #NAME} to the flags are those of {@code msghdr}.
 */
public final class MessageHeader {
  /** Pointer to the address. */
  public static final int NAME = 0;

  /** Length of the address. */
  public static final int NAME_LENGTH = 8;

  /** Pointer to the pieces of the payload. */
  public static final int IOVEC = 16;

  /** Number of the pieces. */
  public static final int IOVEC_COUNT = 24;

  /** Pointer to the control messages. */
  public static final int CONTROL = 32;

  /** Length of the control messages. */
  public static final int CONTROL_LENGTH = 40;

  /** Bytes sent or received. */
  public static final int DONE = 56;

  /** Size of the structure. */
  public static final int BYTES = 64;

  /** Length of a piece, within its {@code iovec}; its pointer is at 0. */
  public static final int IOVEC_LENGTH = 8;

  private MessageHeader() {}

  /** Whether the process runs where the structure has this layout. */
  public static boolean known() {
    return System.getProperty("os.name").equals("Linux")
        && ValueLayout.ADDRESS.byteSize() == Long.BYTES;
  }
}
