package dev.sluice.viewer.session;

import dev.sluice.viewer.send.ShardResources;
import java.util.concurrent.Executor;

/**
 * The shard that owns a session, as the session sees it. {@link #execute} runs a task on the
 * shard's thread, and with {@link #executeHere} may be called from any thread. All other methods
 * are for the thread that has the shard's {@link ShardLock}.
 */
public interface SessionHost extends Executor {
  /** Runs a task on the calling thread if the shard's lock is free, else on the shard's thread. */
  void executeHere(Runnable task);

  /** The host owns the session from now on. */
  void claimed(ViewerSession session);

  /** The session is connected: media can be sent. */
  void connected(ViewerSession session);

  /** The session has ended; no reference to it may be kept. */
  void ended(ViewerSession session);

  /** The shared resources of the shard. */
  ShardResources resources();

  /** The time, by the clock of all {@code nowNanos} arguments. */
  long nowNanos();
}
