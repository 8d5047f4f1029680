package dev.sluice.source.supervisor;

import dev.sluice.stream.life.SourceRefusedException;
import dev.sluice.stream.publish.JoinedPublication;
import dev.sluice.stream.publish.Publication;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Joins several connections, each with a part of one source, such as its pictures and its sound, to
 * one publication. The first part that begins opens it, and the last one that ends closes it.
 *
 * <p>One object is made for all connections of an attachment. Each part is a {@link Source} of its
 * own, with its own watch for stalls.
 */
public final class SourceJoin {
  private final int parts;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Source> open = new HashSet<>();
  private @Nullable JoinedPublication joined;

  /**
   * One of the parts.
   *
   * @param index from 0 on; a part has one connection at a time
   */
  public record Part(SourceJoin join, int index) {}

  /** Opens the publication. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens it.
     *
     * @param onReplaced called when another source has taken over
     */
    Publication open(Runnable onReplaced) throws SourceRefusedException;
  }

  /**
   * @param parts count of the parts, two or more
   */
  public SourceJoin(int parts) {
    this.parts = parts;
  }

  /** One of the parts. */
  public Part part(int index) {
    return new Part(this, index);
  }

  /** Begins a part; sets the publication of its source, and returns the place of its parser. */
  JoinedPublication begin(Source source, Opener opener) throws SourceRefusedException {
    lock.lock();
    try {
      JoinedPublication known = joined;
      if (known == null || known.publication().state() == Publication.State.ENDED) {
        open.clear();
        known = new JoinedPublication(opener.open(this::replaced), parts);
        joined = known;
      }
      open.add(source);
      return known;
    } finally {
      lock.unlock();
    }
  }

  private void replaced() {
    List<Source> all;
    lock.lock();
    try {
      all = List.copyOf(open);
    } finally {
      lock.unlock();
    }
    all.forEach(source -> source.cancel(SourceEnd.SUPERSEDED));
  }

  /** Ends a part; returns whether it was the last one, so that the publication is to be closed. */
  boolean end(Source source, int index) {
    lock.lock();
    try {
      if (!open.remove(source) || joined == null) {
        return false;
      }
      joined.ended(index);
      if (!open.isEmpty()) {
        return false;
      }
      joined = null;
      return true;
    } finally {
      lock.unlock();
    }
  }
}
