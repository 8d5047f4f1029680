package dev.sluice.api.hooks;

import dev.sluice.api.hooks.HookCounters.Outcome;
import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.base.tasks.FaultGuard;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Calls the hooks of one transport, HTTP or commands. The events of a stream are called one after
 * the other, each until it succeeds or its tries are used up, so that none overtakes another. Each
 * stream with events has a virtual thread. {@link #submit} never waits. Thread-safe.
 */
final class HookRoute {
  /** Events of one stream that may wait, and of all streams. */
  static final int MAX_PER_STREAM = 16;

  static final int MAX_PENDING = 1000;

  private final Map<HookKind, HookTarget> targets;
  private final HookRetry retry;
  private final HookCounters counters;
  private final RateLimitedLog log;
  private final FaultGuard faults;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** The first event of each is being called. */
  private final Map<String, Deque<HookEvent>> pending = new HashMap<>();

  /** Streams for which a call without a sequence runs. */
  private final Set<String> running = new HashSet<>();

  private final Set<Thread> threads = new HashSet<>();
  private int count;
  private boolean closed;

  /**
   * @param targets by occasion; those without one are ignored
   * @param log gets a line per cause and interval
   * @param faults counts faults of targets that must not keep later events from being called
   */
  HookRoute(
      Map<HookKind, HookTarget> targets,
      HookRetry retry,
      HookCounters counters,
      RateLimitedLog log,
      FaultGuard faults) {
    this.targets = Map.copyOf(targets);
    this.retry = retry;
    this.counters = counters;
    this.log = log;
    this.faults = faults;
  }

  /** Has an event called after those of its stream that were submitted before. */
  void submit(HookEvent event) {
    HookTarget target = targets.get(event.kind());
    if (target == null) {
      return;
    }
    lock.lock();
    try {
      Deque<HookEvent> ofStream = pending.get(event.stream());
      if (closed || (count >= MAX_PENDING && ofStream == null)) {
        dropped(target, event);
        return;
      }
      if (ofStream == null) {
        ofStream = new ArrayDeque<>();
        pending.put(event.stream(), ofStream);
        start(event.stream(), () -> callAll(event.stream()));
      } else if (ofStream.size() >= MAX_PER_STREAM || count >= MAX_PENDING) {
        dropOldest(ofStream, target);
      }
      ofStream.add(event);
      count++;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Drops the two oldest events that wait: a stream becomes ready and ceases to be in turn, so that
   * the rest is still in turn.
   */
  private void dropOldest(Deque<HookEvent> ofStream, HookTarget target) {
    @Nullable HookEvent called = ofStream.poll();
    for (int i = 0; i < 2 && !ofStream.isEmpty(); i++) {
      dropped(target, ofStream.remove());
      count--;
    }
    if (called != null) {
      ofStream.addFirst(called);
    }
  }

  /** Has an event called once and now, unless one of its stream is still called. */
  void submitNow(HookEvent event) {
    HookTarget target = targets.get(event.kind());
    if (target == null) {
      return;
    }
    lock.lock();
    try {
      if (closed || running.size() >= MAX_PENDING || !running.add(event.stream())) {
        counters.count(Outcome.DROPPED);
      } else {
        start(event.stream(), () -> callNow(target, event));
      }
    } finally {
      lock.unlock();
    }
  }

  private void start(String stream, Runnable task) {
    Thread thread =
        Thread.ofVirtual()
            .name("hook-" + stream)
            .unstarted(
                () -> {
                  try {
                    task.run();
                  } finally {
                    ended(Thread.currentThread());
                  }
                });
    threads.add(thread);
    thread.start();
  }

  private void ended(Thread thread) {
    lock.lock();
    try {
      threads.remove(thread);
      idle.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void callNow(HookTarget target, HookEvent event) {
    try {
      callOnce(target, event, true);
    } finally {
      lock.lock();
      try {
        running.remove(event.stream());
      } finally {
        lock.unlock();
      }
    }
  }

  private void callAll(String stream) {
    for (HookEvent event = next(stream, false); event != null; event = next(stream, true)) {
      call(event);
    }
  }

  /** The next event to call; null at the end of the sequence. */
  private @Nullable HookEvent next(String stream, boolean oneCalled) {
    lock.lock();
    try {
      Deque<HookEvent> ofStream = pending.get(stream);
      if (ofStream == null) {
        return null;
      }
      if (oneCalled) {
        ofStream.poll();
        count--;
      }
      if (ofStream.isEmpty()) {
        pending.remove(stream);
      }
      return ofStream.peek();
    } finally {
      lock.unlock();
    }
  }

  private void call(HookEvent event) {
    HookTarget target = targets.get(event.kind());
    if (target == null) {
      return;
    }
    for (int tried = 1; !callOnce(target, event, isLast(tried)); tried++) {
      try {
        if (closing.await(retry.pauseMillis(tried), TimeUnit.MILLISECONDS)) {
          counters.count(Outcome.FAILED);
          return;
        }
      } catch (InterruptedException e) {
        counters.count(Outcome.FAILED);
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private boolean isLast(int tried) {
    return tried >= retry.tries() || closing.getCount() == 0;
  }

  /** Calls a hook; returns whether no other try must follow. */
  private boolean callOnce(HookTarget target, HookEvent event, boolean last) {
    try {
      target.call(event);
      counters.count(Outcome.DONE);
      return true;
    } catch (HookFailure e) {
      boolean again = !last && e.worthAnother();
      counters.count(again ? Outcome.RETRIED : Outcome.FAILED);
      String clause = String.valueOf(e.getMessage());
      String sentence =
          "%s failed for stream '%s': %s%s."
              .formatted(target.key(), event.stream(), clause, again ? "; it is tried again" : "");
      log.log(Level.WARNING, target.key() + again + clause, sentence);
      return !again;
    } catch (InterruptedException e) {
      counters.count(Outcome.FAILED);
      Thread.currentThread().interrupt();
      return true;
    } catch (RuntimeException | Error e) {
      counters.count(Outcome.FAILED);
      faults.caught(e);
      return true;
    }
  }

  private void dropped(HookTarget target, HookEvent event) {
    counters.count(Outcome.DROPPED);
    log.log(
        Level.WARNING,
        target.key() + " dropped",
        "%s was not called for stream '%s': too many events wait."
            .formatted(target.key(), event.stream()));
  }

  /** Number of events that wait or are called. */
  int pending() {
    lock.lock();
    try {
      return count + running.size();
    } finally {
      lock.unlock();
    }
  }

  /** Tries nothing again from now on, and waits a while for what is left to be called once. */
  void close(long patienceNanos) {
    closing.countDown();
    boolean interrupted = false;
    lock.lock();
    try {
      awaitIdle(patienceNanos);
      closed = true;
      threads.forEach(Thread::interrupt);
      // Processes are killed by the threads that wait for them.
      awaitIdle(patienceNanos);
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      lock.unlock();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitIdle(long patienceNanos) throws InterruptedException {
    long left = patienceNanos;
    while (!threads.isEmpty() && left > 0) {
      left = idle.awaitNanos(left);
    }
  }
}
