package dev.sluice.stream.publish;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The sources of a stream that stand by beside the live one. */
final class StandbySources {
  private static final Comparator<Publication> BY_RANK =
      (one, other) -> one == other ? 0 : one.outranks(other) ? 1 : -1;

  private final List<Publication> all = new ArrayList<>();

  void add(Publication source) {
    all.add(source);
  }

  /** Removes a source; returns whether it stood by. */
  boolean remove(Publication source) {
    return all.remove(source);
  }

  List<Publication> all() {
    return List.copyOf(all);
  }

  int count() {
    return all.size();
  }

  Optional<Publication> best() {
    return all.stream().max(BY_RANK);
  }

  /** Whether there is room for a source of that priority, or a worse one that makes room. */
  boolean admits(int priority, int limit) {
    return all.size() < limit || worst().filter(worst -> worst.priority() <= priority).isPresent();
  }

  /** Removes and returns the worst sources beyond a limit. */
  List<Publication> removeBeyond(int limit) {
    List<Publication> removed = new ArrayList<>();
    while (all.size() > limit) {
      Publication worst = worst().orElseThrow();
      all.remove(worst);
      removed.add(worst);
    }
    return removed;
  }

  private Optional<Publication> worst() {
    return all.stream().min(BY_RANK);
  }
}
