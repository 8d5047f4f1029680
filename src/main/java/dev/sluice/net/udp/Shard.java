package dev.sluice.net.udp;

import dev.sluice.base.tasks.FaultGuard;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.viewer.session.Sessions;
import dev.sluice.viewer.session.ShardLock;
import dev.sluice.viewer.session.ShardSessions;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** One event loop, the sockets it reads and the sessions it owns. */
final class Shard {
  private static final Duration TICK = Duration.ofMillis(200);
  private static final long SOON_MICROS = 500;

  private final EventLoop loop;
  private final PeriodicTasks tasks;
  private final FaultGuard guard;
  private final Sessions all;
  private final ShardLock lock;
  private final ShardSessions own;

  /**
   * @param shared whether other threads than the loop's may send through its sockets
   */
  Shard(EventLoop loop, Sessions all, PeriodicTasks tasks, boolean shared) {
    this.loop = loop;
    this.tasks = tasks;
    this.guard = tasks.faults().guard("shard");
    this.all = all;
    this.lock = new ShardLock(shared);
    this.own =
        new ShardSessions(this::execute, this::callSoon, System::nanoTime, all.sending(), lock);
  }

  void start() {
    tasks.startOn(loop, "shard_tick", TICK, nowNanos -> own.tick());
  }

  /** All sessions of the service, to find the session of a datagram. */
  Sessions all() {
    return all;
  }

  /** To be taken before a session is handed a datagram. */
  ShardLock lock() {
    return lock;
  }

  /** The sessions whose datagrams are handled on this thread. */
  ShardSessions own() {
    return own;
  }

  /** Counts and logs a fault of this program, which must not end the shard. */
  void fault(Throwable cause) {
    guard.caught(cause);
  }

  /** The scheduler, for tasks on the event loop of this shard. */
  PeriodicTasks tasks() {
    return tasks;
  }

  private void callSoon() {
    ScheduledFuture<?> unused =
        loop.schedule(() -> guard.run(own::sendHeldBack), SOON_MICROS, TimeUnit.MICROSECONDS);
  }

  private void execute(Runnable task) {
    try {
      loop.execute(() -> guard.run(task));
    } catch (RejectedExecutionException e) {
      // The loop has been shut down, and with it every socket a task could send through.
    }
  }
}
