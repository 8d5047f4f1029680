package dev.sluice.net.udp;

import dev.sluice.viewer.session.HostedSessions;
import dev.sluice.viewer.session.Sessions;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One event loop, the sockets it reads and the sessions it owns. */
final class Shard {
  private static final long TICK_MILLIS = 200;
  private static final long SOON_MICROS = 500;

  private static final System.Logger LOG = System.getLogger(Shard.class.getName());

  private final AtomicBoolean faultLogged = new AtomicBoolean();
  private final EventLoop loop;
  private final Sessions all;
  private final HostedSessions own;

  Shard(EventLoop loop, Sessions all) {
    this.loop = loop;
    this.all = all;
    this.own = new HostedSessions(this::execute, this::callSoon, System::nanoTime, all.sending());
  }

  void start() {
    ScheduledFuture<?> unused =
        loop.scheduleAtFixedRate(
            () -> attempt(own::tick), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Every session there is, to find the one that a datagram is for. */
  Sessions all() {
    return all;
  }

  /** The sessions whose datagrams are handled on this thread. */
  HostedSessions own() {
    return own;
  }

  /** A fault of ours, which may not end the shard; said once. */
  void fault(Throwable cause) {
    if (faultLogged.compareAndSet(false, true)) {
      LOG.log(System.Logger.Level.ERROR, "Not all was sent or handled; said once.", cause);
    }
  }

  /** Else a fault would go unseen, and be the last time of what is done again and again. */
  private void attempt(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      fault(e);
    }
  }

  private void callSoon() {
    ScheduledFuture<?> unused =
        loop.schedule(() -> attempt(own::sendHeldBack), SOON_MICROS, TimeUnit.MICROSECONDS);
  }

  private void execute(Runnable task) {
    try {
      loop.execute(() -> attempt(task));
    } catch (RejectedExecutionException e) {
      // The loop has been shut down, and with it every socket a task could send through.
    }
  }
}
