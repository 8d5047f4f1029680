package dev.sluice.viewer.session;

import dev.sluice.viewer.negotiate.IceGeneration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The newest ICE generation of a session. Any thread may request a restart. The owner's thread
 * takes it before the next check, so that no thread waits and the agent is never shared.
 */
final class IceGenerations {
  /** The latest generation, and whether it still waits for the owner. */
  private record Newest(IceGeneration generation, boolean untaken) {}

  private final AtomicReference<Newest> newest;

  IceGenerations(IceGeneration first) {
    this.newest = new AtomicReference<>(new Newest(first, false));
  }

  IceGeneration newest() {
    return newest.get().generation();
  }

  /** Our ufrag of a restart that waits for the owner, or null. */
  @Nullable String untakenUfrag() {
    Newest now = newest.get();
    return now.untaken() ? now.generation().local().ufrag() : null;
  }

  /**
   * Requests a restart.
   *
   * @param replaced gets the ufrag of an earlier restart that is replaced before the owner took it
   * @return false if there was another restart after {@code expected}
   */
  boolean ask(IceGeneration expected, IceGeneration next, Consumer<String> replaced) {
    Newest asked = new Newest(next, /* untaken= */ true);
    Newest before = newest.get();
    // The owner may take the earlier one at any moment, which makes no difference here.
    while (before.generation().equals(expected)) {
      if (newest.compareAndSet(before, asked)) {
        if (before.untaken()) {
          replaced.accept(expected.local().ufrag());
        }
        return true;
      }
      before = newest.get();
    }
    return false;
  }

  /** The restart requested since the last call, or null; called by the owner. */
  @Nullable IceGeneration take() {
    Newest now = newest.get();
    boolean taken = now.untaken() && newest.compareAndSet(now, new Newest(now.generation(), false));
    return taken ? now.generation() : null;
  }
}
