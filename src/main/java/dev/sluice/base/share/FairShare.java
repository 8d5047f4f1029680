package dev.sluice.base.share;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A limited number of places, such as connections, that client addresses share. An address may hold
 * one place, and more up to a quarter of those that are still free (a dynamic threshold, Choudhury
 * and Hahne 1998). Safe for any thread.
 *
 * <p>The share of each address shrinks as places run out. With 1000 places, a single address gets
 * 200, ten get 71 each and leave 290 free, a hundred get 9 each and leave 40 free. An address
 * without a place gets one as long as any is free.
 */
public final class FairShare {
  private static final int FREE_PER_HELD = 4;

  private final int places;
  private final AtomicInteger taken = new AtomicInteger();
  private final CountsByKey byKey = new CountsByKey();

  /** Result of asking for a place. */
  public enum Result {
    /** The place is taken. */
    TAKEN,
    /** No place is free. */
    FULL,
    /** The address holds its share. */
    SHARE_USED
  }

  /**
   * @param places to share, at least 0
   */
  public FairShare(int places) {
    this.places = places;
  }

  /**
   * Asks for a place.
   *
   * @param key of the client's address; empty for an exempt address, which has no share
   * @return whether the place is taken; if so, it is later passed to {@link #free}
   */
  public Result take(String key) {
    // Counted before compared: two at once cannot both get the last place.
    int total = taken.incrementAndGet();
    if (total > places) {
      taken.decrementAndGet();
      return Result.FULL;
    }
    if (byKey.add(key) > mostOfOne(places - total)) {
      free(key);
      return Result.SHARE_USED;
    }
    return Result.TAKEN;
  }

  private static int mostOfOne(int free) {
    return Math.max(1, free / FREE_PER_HELD);
  }

  /** Gives a place back. */
  public void free(String key) {
    byKey.remove(key);
    taken.decrementAndGet();
  }

  /** Count of places taken. */
  public int taken() {
    return taken.get();
  }

  /** Count of addresses with a place. */
  public int keys() {
    return byKey.keys();
  }
}
