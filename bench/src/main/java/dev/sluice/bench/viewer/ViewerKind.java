package dev.sluice.bench.viewer;

/**
 * What the viewers of a swarm are like.
 *
 * @param gro whether they let the kernel hand over several datagrams as one
 * @param browser whether they offer what Chromium offers (retransmission, header extensions,
 *     transport feedback) and send that feedback; else their packets have no header extensions,
 *     like those of all servers that are compared
 */
public record ViewerKind(boolean gro, boolean browser) {
  /** Neither. */
  public static final ViewerKind PLAIN = new ViewerKind(false, false);

  /** Behind the name of a plan. */
  public String suffix() {
    return (gro ? " with GRO" : "") + (browser ? " with browsers' offers" : "");
  }

  /** What a picture's packets have before their payload, as the service answers to this kind. */
  public int videoHeaderBytes() {
    // Transport-wide number and mid, in whole words behind the block's header.
    return RtpHeader.FIXED_BYTES + (browser ? 12 : 0);
  }

  /** The same of sound. */
  public int audioHeaderBytes() {
    // Mid alone: without retransmission no number that changes.
    return RtpHeader.FIXED_BYTES + (browser ? 8 : 0);
  }
}
