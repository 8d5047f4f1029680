package dev.sluice.viewer.send;

import dev.sluice.viewer.pacing.BacklogBudget;

/**
 * Resources shared by the viewers of a shard in their send turns: the batch of runs being built,
 * and the budget for backlogs.
 */
public final class ShardResources {
  /**
   * Largest datagram. Video packets stay within 1200 bytes. An Opus packet cannot be divided and
   * has up to 1275 bytes (RFC 6716 section 3.2.1), which fits into an Ethernet frame.
   */
  static final int MAX_DATAGRAM_BYTES = 1460;

  /** Largest payload of a packet: a datagram without headers, extensions and tag. */
  static final int MAX_PAYLOAD_BYTES = MAX_DATAGRAM_BYTES - 64;

  private final RunBatch runs;
  private final BacklogBudget backlog;

  /** An empty batch and a full budget. */
  public ShardResources(SendSettings settings) {
    this(settings, new RunBatch());
  }

  ShardResources(SendSettings settings, RunBatch runs) {
    this.runs = runs;
    backlog = new BacklogBudget(settings.shardBacklogBitsPerSecond);
  }

  BacklogBudget backlog() {
    return backlog;
  }

  /** Whether the shard's backlog budget is used up for now. */
  public boolean backlogExhausted() {
    return backlog.exhausted();
  }

  /** The batch of runs being built. */
  public RunBatch runs() {
    return runs;
  }
}
