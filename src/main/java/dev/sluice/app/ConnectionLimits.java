package dev.sluice.app;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Limits on the TCP connections of the process. Together they leave file descriptors for everything
 * else: a listener of Helidon that cannot accept a connection for want of a descriptor ends.
 *
 * @param publicHttp connections to the public HTTP socket
 * @param control connections to the control socket
 * @param media viewers' TCP connections for media; 0 for none
 */
record ConnectionLimits(int publicHttp, int control, int media) {
  private static final System.Logger LOG = System.getLogger(ConnectionLimits.class.getName());

  /** Sources, scrapers and operators: far more than there are. */
  private static final int MOST_CONTROL = 4096;

  private static final int CONTROL_PARTS = 4;

  /** For UDP sockets, event loops, files, webhooks. */
  private static final int RESERVED = 256;

  /**
   * The limits of the settings, lowered in proportion if there are not enough descriptors.
   *
   * @param descriptors largest number of open file descriptors
   */
  static ConnectionLimits within(long descriptors, int publicHttp, int media) {
    long available = Math.max(descriptors - RESERVED, descriptors / 2);
    int control = (int) Math.min(MOST_CONTROL, available / CONTROL_PARTS);
    long wanted = (long) publicHttp + media;
    if (wanted <= available - control) {
      return new ConnectionLimits(publicHttp, control, media);
    }
    double part = (double) (available - control) / wanted;
    ConnectionLimits limits =
        new ConnectionLimits((int) (publicHttp * part), control, (int) Math.ceil(media * part));
    LOG.log(
        System.Logger.Level.WARNING,
        "The process may open {0} files: connections to the public socket are limited to {1}"
            + " (public.maxConnections is {2}), those for media to {3} (udp.tcpConnections is"
            + " {4}). Raise the limit (ulimit -n, LimitNOFILE) to {5}.",
        Long.toString(descriptors),
        Integer.toString(limits.publicHttp),
        Integer.toString(publicHttp),
        Integer.toString(limits.media),
        Integer.toString(media),
        Long.toString(wanted + MOST_CONTROL + RESERVED));
    return limits;
  }

  /** Largest number of open file descriptors of this process. */
  static long descriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }
}
