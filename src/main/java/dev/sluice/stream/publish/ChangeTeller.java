package dev.sluice.stream.publish;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes changes to a listener without a lock. One thread at a time calls the listener, perhaps
 * once for several changes, and no change is lost. A change during the call, by any thread, leads
 * to another call by the same thread.
 */
final class ChangeTeller {
  private static final System.Logger LOG = System.getLogger(ChangeTeller.class.getName());

  private final PublishListener listener;
  private final Runnable beforeSettled;
  private final AtomicInteger pending = new AtomicInteger();

  /**
   * @param beforeSettled called when all changes were passed on
   */
  ChangeTeller(PublishListener listener, Runnable beforeSettled) {
    this.listener = listener;
    this.beforeSettled = beforeSettled;
  }

  /** Passes on that something changed. */
  void tell() {
    if (pending.getAndIncrement() > 0) {
      return;
    }
    int passed;
    do {
      passed = pending.get();
      call(listener::onChanged);
      if (pending.get() == passed) {
        call(beforeSettled);
        call(listener::onSettled);
      }
    } while (pending.addAndGet(-passed) > 0);
  }

  /**
   * A fault of a listener, such as a thread that cannot be started, must not end the source, whose
   * thread this is, nor the passing on of changes.
   */
  private static void call(Runnable part) {
    try {
      part.run();
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "A listener of a stream's source has failed", e);
    }
  }
}
