package dev.sluice.source.datagram;

/** Events of sources by UDP. */
public enum DatagramCounter {
  /** A datagram was received. */
  DATAGRAMS,
  /** The kernel dropped a datagram, because the socket's buffer was full; known on Linux only. */
  KERNEL_DROPS,
  /** An RTP packet never came, by its sequence number. */
  LOST,
  /** An RTP packet came after a later one, and in time. */
  REORDERED,
  /** An RTP packet came twice, or too late; dropped. */
  LATE_OR_REPEATED,
  /** A datagram had no valid RTP header where others have one; dropped. */
  MALFORMED,
  /** A datagram came from another sender than the one that is played; dropped. */
  OTHER_SENDER,
  /** Another sender is played from now on, after the silence of the one before. */
  NEW_SENDER
}
