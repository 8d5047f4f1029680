package dev.sluice.session;

import dev.sluice.rtp.PacketTable;

/**
 * What the viewers of a shard share in their turns: room to build a run of datagrams in, and the
 * budget for backlogs.
 */
public final class Scratch {
  /**
   * What a datagram may be at most. Pictures are cut so that they stay within 1200 bytes; a packet
   * of Opus cannot be cut, and at its greatest bit rate is 1275 bytes (RFC 6716 section 3.2.1),
   * which Ethernet still carries.
   */
  private static final int MAX_DATAGRAM_BYTES = 1460;

  /** The largest payload of a packet: headers, extensions and tag are taken off. */
  static final int MAX_PAYLOAD_BYTES = MAX_DATAGRAM_BYTES - 64;

  private final byte[] array = new byte[PacketTable.MAX_RUN_PACKETS * MAX_DATAGRAM_BYTES];

  private final BacklogBudget backlog;

  /** With the usual budget. */
  Scratch() {
    this(SendSettings.DEFAULT);
  }

  Scratch(SendSettings settings) {
    backlog = new BacklogBudget(settings.shardBacklogBitsPerSecond());
  }

  BacklogBudget backlog() {
    return backlog;
  }

  byte[] array() {
    return array;
  }
}
