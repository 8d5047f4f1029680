package dev.sluice.bench.viewer;

/**
 * Properties of the viewers of a swarm.
 *
 * @param gro true to let the kernel merge datagrams (UDP_GRO)
 * @param browser true to offer retransmission, header extensions and transport feedback like
 *     Chromium, and to send that feedback; otherwise packets have no header extensions, like those
 *     of the peer
 */
public record ViewerKind(boolean gro, boolean browser) {
  /** Neither GRO nor browser. */
  public static final ViewerKind PLAIN = new ViewerKind(false, false);

  /** Suffix for the name of a plan. */
  public String suffix() {
    return (gro ? " with GRO" : "") + (browser ? " with browsers' offers" : "");
  }

  /** Bytes before the payload in the service's video packets for this kind. */
  public int videoHeaderBytes() {
    // Transport-wide number and mid, in whole words after the block's header.
    return RtpHeader.FIXED_BYTES + (browser ? 12 : 0);
  }

  /** Bytes before the payload in the service's audio packets for this kind. */
  public int audioHeaderBytes() {
    // Only mid: without retransmission there is no transport-wide number.
    return RtpHeader.FIXED_BYTES + (browser ? 8 : 0);
  }
}
