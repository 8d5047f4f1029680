package dev.sluice.net.libsrt;

/** Options of SRT sockets that are used here, with their numbers in srt.h (SRT_SOCKOPT). */
public enum SrtOption {
  /** Whether reading blocks; for a listener: whether accepting does. 0 or 1. */
  BLOCKING_RECEIVE(2),
  /** Most packets that may be on their way; set before the connection, it sizes buffers. */
  FLIGHT_PACKETS(4),
  /** Longest wait of a read in milliseconds. */
  RECEIVE_TIMEOUT(14),
  /** Delay until packets are delivered, both ways, in milliseconds; the larger of both sides. */
  LATENCY(23),
  /** Secret of 10 to 79 characters, from which keys are derived. */
  PASSPHRASE(26),
  /** Length of the key in bytes: 16, 24 or 32. */
  KEY_LENGTH(27),
  /** Longest time to connect in milliseconds. */
  CONNECT_TIMEOUT(36),
  /** Delay until received packets are delivered, in milliseconds, as agreed upon. */
  RECEIVE_LATENCY(43),
  /** Oldest version of peers, as 0xMMmmpp. */
  LEAST_PEER_VERSION(45),
  /** What a caller asks of a listener; at most 512 characters. */
  STREAM_ID(46),
  /** Whether an IPv6 socket refuses IPv4. 0 or 1. */
  IPV6_ONLY(54),
  /** Silence after which the peer counts as gone, in milliseconds. */
  PEER_IDLE_TIMEOUT(55),
  /** Read only: a mask, whose lowest bit tells that a read would not block. */
  EVENTS(18);

  private final int number;

  SrtOption(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
