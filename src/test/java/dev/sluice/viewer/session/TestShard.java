package dev.sluice.viewer.session;

import dev.sluice.base.log.LogLines;
import dev.sluice.base.log.LogSettings;
import dev.sluice.base.settings.GivenSettings;
import dev.sluice.rtc.answer.Candidate;
import dev.sluice.rtc.dtls.DtlsIdentity;
import dev.sluice.viewer.negotiate.SessionNegotiator;
import dev.sluice.viewer.send.SendSettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A shard without sockets: its thread is the test's, its time goes by as the test says. */
final class TestShard {
  private static final DtlsIdentity IDENTITY = DtlsIdentity.generate(new SecureRandom());
  private static final long SOON_NANOS = 500_000;

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private boolean soon;
  final ShardLock lock;
  final ShardSessions host;
  final LogLines lines = new LogLines();
  final Sessions sessions;
  long now;
  int faults;

  /** Runs between two tasks, where a shard reads datagrams. */
  Runnable afterEachTask = () -> {};

  /** Only its own thread sends. */
  TestShard() {
    this(false);
  }

  /**
   * @param shared whether other threads may send through its sockets
   */
  TestShard(boolean shared) {
    this(shared, SessionSettingsFixture.of(100, Duration.ofHours(1), Duration.ofHours(1)));
  }

  /** With other settings of the sessions. */
  TestShard(boolean shared, SessionSettings settings) {
    lock = new ShardLock(shared);
    host =
        new ShardSessions(
            tasks::add, () -> soon = true, this::nowNanos, SendSettings.DEFAULT, lock);
    sessions =
        new Sessions(
            settings,
            new SessionNegotiator(
                settings.negotiation,
                IDENTITY,
                List.of(new Candidate("1", 100, "127.0.0.1", 9)),
                new SecureRandom()),
            Thread.ofVirtual().factory(),
            new ViewerLog(lines, GivenSettings.defaults(LogSettings::new), this::nowNanos));
  }

  private long nowNanos() {
    return now;
  }

  /** To be run by its thread; from any thread. */
  void execute(Runnable task) {
    tasks.add(task);
  }

  /** Runs the due tasks; faults are counted, since an event loop survives them. */
  void run() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      attempt(task);
      afterEachTask.run();
    }
  }

  /** Runs the tasks scheduled half a millisecond later; true if there were any. */
  boolean runSoon() {
    now += SOON_NANOS;
    boolean due = soon;
    if (due) {
      soon = false;
      attempt(host::sendHeldBack);
    }
    run();
    return due;
  }

  private void attempt(Runnable task) {
    try {
      task.run();
    } catch (Broken e) {
      faults++;
    }
  }

  /** An exception thrown by a test on purpose. */
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
