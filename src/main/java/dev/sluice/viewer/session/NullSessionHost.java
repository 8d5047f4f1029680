package dev.sluice.viewer.session;

import dev.sluice.viewer.send.ShardResources;

/**
 * The owner of sessions that ended before a shard claimed them. It drops every task, and keeps
 * shards from claiming them.
 */
final class NullSessionHost implements SessionHost {
  static final NullSessionHost INSTANCE = new NullSessionHost();

  private NullSessionHost() {}

  @Override
  public void execute(Runnable task) {}

  @Override
  public void executeHere(Runnable task) {}

  @Override
  public void claimed(ViewerSession session) {}

  @Override
  public void connected(ViewerSession session) {}

  @Override
  public void ended(ViewerSession session) {}

  @Override
  public ShardResources resources() {
    throw new IllegalStateException("nothing is sent for a session that has ended");
  }

  @Override
  public long nowNanos() {
    throw new IllegalStateException("no time passes for a session that has ended");
  }
}
