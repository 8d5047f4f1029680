package dev.sluice.viewer.session;

/**
 * Owns the sessions that ended before a shard claimed them: whatever comes for them is dropped, and
 * no shard can claim them any more.
 */
final class Nobody implements SessionHost {
  static final Nobody INSTANCE = new Nobody();

  private Nobody() {}

  @Override
  public void execute(Runnable task) {}

  @Override
  public void claimed(ViewerSession session) {}

  @Override
  public void connected(ViewerSession session) {}

  @Override
  public void ended(ViewerSession session) {}

  @Override
  public Scratch scratch() {
    throw new IllegalStateException("nothing is sent for a session that has ended");
  }

  @Override
  public long nowNanos() {
    throw new IllegalStateException("no time passes for a session that has ended");
  }
}
