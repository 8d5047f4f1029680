package dev.sluice.rtc.ice;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The transaction ids of the latest valid checks of a session, with the source of each. A viewer
 * uses an id from one address only (RFC 8489 section 5): the same id from another address is a copy
 * that somebody captured. Memory is bounded; the eldest ids are forgotten.
 */
final class SeenTransactions {
  /** 40 minutes of one check in 2.5 s, as browsers send them. */
  static final int LIMIT = 1024;

  private static final int START = 32;

  private long[] ids = new long[START];
  private @Nullable InetSocketAddress[] sources = new InetSocketAddress[START];
  private int size;
  private int next;

  /** What is known of a transaction. */
  enum Sighting {
    /** It was not seen before. */
    FIRST,
    /** It came from the same address before. */
    AGAIN,
    /** It came from another address before. */
    FROM_ELSEWHERE
  }

  /** Notes a check of that transaction. */
  Sighting note(long id, InetSocketAddress from) {
    for (int i = 0; i < size; i++) {
      if (ids[i] == id) {
        return from.equals(sources[i]) ? Sighting.AGAIN : Sighting.FROM_ELSEWHERE;
      }
    }
    if (size == ids.length && size < LIMIT) {
      ids = Arrays.copyOf(ids, 2 * size);
      sources = Arrays.copyOf(sources, 2 * size);
      next = size;
    }
    ids[next] = id;
    sources[next] = shared(from);
    next = (next + 1) % ids.length;
    size = Math.min(size + 1, ids.length);
    return Sighting.FIRST;
  }

  /** The equal address of the check before, so that the objects of all checks are not kept. */
  private InetSocketAddress shared(InetSocketAddress from) {
    InetSocketAddress before = sources[(next + ids.length - 1) % ids.length];
    return from.equals(before) ? Objects.requireNonNull(before) : from;
  }
}
