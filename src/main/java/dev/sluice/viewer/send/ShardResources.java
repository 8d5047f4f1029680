package dev.sluice.viewer.send;

import dev.sluice.viewer.pacing.BacklogBudget;

/**
 * What the viewers of a shard share in their turns: room to build runs of datagrams in, and the
 * budget for backlogs.
 */
public final class ShardResources {
  /**
   * What a datagram may be at most. Pictures are cut so that they stay within 1200 bytes; a packet
   * of Opus cannot be cut, and at its greatest bit rate is 1275 bytes (RFC 6716 section 3.2.1),
   * which Ethernet still carries.
   */
  static final int MAX_DATAGRAM_BYTES = 1460;

  /** The largest payload of a packet: headers, extensions and tag are taken off. */
  static final int MAX_PAYLOAD_BYTES = MAX_DATAGRAM_BYTES - 64;

  private final RunBatch runs;
  private final BacklogBudget backlog;

  /** With the usual budget. */
  ShardResources() {
    this(SendSettings.DEFAULT);
  }

  public ShardResources(SendSettings settings) {
    this(settings, new RunBatch());
  }

  ShardResources(SendSettings settings, RunBatch runs) {
    this.runs = runs;
    backlog = new BacklogBudget(settings.shardBacklogBitsPerSecond());
  }

  BacklogBudget backlog() {
    return backlog;
  }

  /** Whether the shard's budget refused the viewer that asked last. */
  public boolean backlogExhausted() {
    return backlog.exhausted();
  }

  /** The runs that are about to leave. */
  public RunBatch runs() {
    return runs;
  }
}
