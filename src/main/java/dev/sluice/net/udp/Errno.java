package dev.sluice.net.udp;

/**
 * The errno values of Linux that binding and sending distinguish (errno(3)); equal on x86-64 and
 * aarch64.
 */
final class Errno {
  static final int EINTR = 4;
  static final int EIO = 5;
  static final int EAGAIN = 11;
  static final int EINVAL = 22;
  static final int EMSGSIZE = 90;
  static final int EADDRINUSE = 98;
  static final int ENOBUFS = 105;

  private Errno() {}
}
