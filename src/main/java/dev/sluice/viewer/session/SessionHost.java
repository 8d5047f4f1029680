package dev.sluice.viewer.session;

import dev.sluice.viewer.send.ShardResources;
import java.util.concurrent.Executor;

/**
 * The shard that owns a session, as the session sees it. {@link #execute} runs a task on the
 * shard's thread and may be called from any thread; all other methods are for the shard's thread.
 */
public interface SessionHost extends Executor {
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
