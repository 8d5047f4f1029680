package dev.sluice.base.foreign;

/** The errno values of Linux that callers distinguish (errno(3)); equal on x86-64 and aarch64. */
public final class Errno {
  /** A signal interrupted the call. */
  public static final int EINTR = 4;

  /** An input or output error. */
  public static final int EIO = 5;

  /** The call would block, or its time is over. */
  public static final int EAGAIN = 11;

  /** An argument is not valid. */
  public static final int EINVAL = 22;

  /** The message is too long. */
  public static final int EMSGSIZE = 90;

  /** The address is in use. */
  public static final int EADDRINUSE = 98;

  /** There is no memory for a buffer. */
  public static final int ENOBUFS = 105;

  private Errno() {}
}
