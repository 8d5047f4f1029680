package dev.sluice.viewer.session;

import dev.sluice.viewer.send.ShardResources;
import java.util.concurrent.Executor;

/**
 * The shard that owns a session, as the session sees it. {@link #execute} may be called by any
 * thread and runs the task on the shard's one; everything else is called there only.
 */
public interface SessionHost extends Executor {
  /** The session is this host's from now on. */
  void claimed(ViewerSession session);

  /** The session can be sent media from now on. */
  void connected(ViewerSession session);

  /** The session is over; nothing of it may be kept. */
  void ended(ViewerSession session);

  /** Room to build datagrams in. */
  ShardResources resources();

  /** The time, on the clock of all {@code nowNanos} arguments. */
  long nowNanos();
}
