package dev.sluice.viewer.session;

import dev.sluice.stream.life.Stream;
import dev.sluice.viewer.send.SendProgress;
import dev.sluice.viewer.send.SendSettings;
import dev.sluice.viewer.send.ShardResources;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * The sessions of one shard. The thread that has the shard's lock works on them, so the sending
 * path has no other locks. {@link #execute}, {@link #executeHere}, {@link #tick} and {@link
 * #sendHeldBack} take it themselves; everything else is called with it.
 */
public final class ShardSessions implements SessionHost {
  private final Executor thread;
  private final Runnable callSoon;
  private final LongSupplier clock;
  private final ShardLock lock;
  private final ShardResources resources;
  private final Set<ViewerSession> owned = new HashSet<>();
  private final Map<Stream, StreamFeed> feeds = new HashMap<>();
  private final Set<StreamFeed> heldBack = new LinkedHashSet<>();
  private final Standstill standstill = new Standstill();
  private boolean calledSoon;
  private int turn;

  /**
   * @param thread runs tasks on the shard's thread
   * @param callSoon schedules one call of {@link #sendHeldBack} in about half a millisecond
   * @param clock in nanoseconds
   * @param sending settings of sending
   * @param lock of the shard
   */
  public ShardSessions(
      Executor thread,
      Runnable callSoon,
      LongSupplier clock,
      SendSettings sending,
      ShardLock lock) {
    this.thread = thread;
    this.callSoon = callSoon;
    this.clock = clock;
    this.lock = lock;
    this.resources = new ShardResources(sending);
  }

  @Override
  public void execute(Runnable task) {
    thread.execute(() -> runLocked(task));
  }

  private void runLocked(Runnable task) {
    lock.lock();
    try {
      task.run();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void executeHere(Runnable task) {
    if (!lock.tryLock()) {
      execute(task);
      return;
    }
    try {
      task.run();
    } catch (RuntimeException fault) {
      // The shard's thread counts it. The caller is no part of it.
      thread.execute(
          () -> {
            throw fault;
          });
    } catch (Error fault) {
      thread.execute(
          () -> {
            throw fault;
          });
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long nowNanos() {
    return clock.getAsLong();
  }

  @Override
  public ShardResources resources() {
    return resources;
  }

  @Override
  public void claimed(ViewerSession session) {
    owned.add(session);
  }

  @Override
  public void connected(ViewerSession session) {
    feeds.computeIfAbsent(session.stream(), stream -> new StreamFeed(this, stream)).add(session);
  }

  @Override
  public void ended(ViewerSession session) {
    owned.remove(session);
    StreamFeed feed = feeds.get(session.stream());
    if (feed != null && !feed.remove(session)) {
      feeds.remove(session.stream());
      heldBack.remove(feed);
    }
  }

  /**
   * Lets the viewers of a stream send. After an exception, another turn follows soon, since any of
   * the viewers may have missed its turn.
   */
  void send(StreamFeed feed) {
    SendProgress progress = SendProgress.HELD_BACK;
    try {
      long nowNanos = nowNanos();
      if (!standsStill(nowNanos)) {
        progress = feed.sendAll(resources, nowNanos);
      }
    } finally {
      if (progress == SendProgress.HELD_BACK) {
        holdBack(feed);
      }
    }
  }

  /** Whether nothing is to be sent after a standstill. At its end all viewers catch up. */
  private boolean standsStill(long nowNanos) {
    if (standstill.over(nowNanos)) {
      owned.forEach(ViewerSession::catchUp);
    }
    return standstill.holds();
  }

  private void holdBack(StreamFeed feed) {
    heldBack.add(feed);
    if (!calledSoon) {
      calledSoon = true;
      callSoon.run();
    }
  }

  /** Sends packets that pacing or full sockets held back. */
  public void sendHeldBack() {
    runLocked(this::sendDue);
  }

  private void sendDue() {
    calledSoon = false;
    List<StreamFeed> due = new ArrayList<>(heldBack);
    // The order rotates, so that all streams share the shard's budget.
    Collections.rotate(due, turn++);
    for (StreamFeed feed : due) {
      heldBack.remove(feed);
      send(feed);
    }
  }

  /**
   * Runs the periodic work of each session. Called a few times a second.
   *
   * @throws IllegalStateException after all ticks, if any of them failed
   */
  public void tick() {
    runLocked(this::tickEach);
  }

  private void tickEach() {
    // A session that ended while it was claimed was not removed.
    owned.removeIf(ViewerSession::ended);
    long nowNanos = nowNanos();
    boolean unused = standsStill(nowNanos);
    List<Throwable> faults = new ArrayList<>();
    for (ViewerSession session : List.copyOf(owned)) {
      try {
        session.tick(nowNanos);
      } catch (RuntimeException | Error e) {
        faults.add(e);
      }
    }
    if (!faults.isEmpty()) {
      throw new IllegalStateException(faults.size() + " ticks failed", faults.getFirst());
    }
  }
}
