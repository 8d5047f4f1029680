package dev.sluice.viewer.session;

import dev.sluice.viewer.negotiate.IceGeneration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The newest ICE generation of a session. Any thread may ask for a restart; the thread that owns
 * the session's agent takes it before it looks at the next check, so that nobody waits for it and
 * the agent is never shared.
 */
final class IceGenerations {
  /** What was asked for last, and whether the owner has still to take it. */
  private record Newest(IceGeneration generation, boolean untaken) {}

  private final AtomicReference<Newest> newest;

  IceGenerations(IceGeneration first) {
    this.newest = new AtomicReference<>(new Newest(first, false));
  }

  IceGeneration newest() {
    return newest.get().generation();
  }

  /** The ufrag of a restart that the owner has not taken yet, or null. */
  @Nullable String untakenUfrag() {
    Newest now = newest.get();
    return now.untaken() ? now.generation().local().ufrag() : null;
  }

  /**
   * Asks for a restart.
   *
   * @param replaced told of the ufrag of a restart that the owner will not take any more
   * @return false when there was another restart after {@code expected}
   */
  boolean ask(IceGeneration expected, IceGeneration next, Consumer<String> replaced) {
    Newest asked = new Newest(next, /* untaken= */ true);
    Newest before = newest.get();
    // The owner may take the one before at any moment: that changes nothing here.
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

  /** What was asked for since the last call, or null; called by the owner. */
  @Nullable IceGeneration take() {
    Newest now = newest.get();
    boolean taken = now.untaken() && newest.compareAndSet(now, new Newest(now.generation(), false));
    return taken ? now.generation() : null;
  }
}
