package dev.sluice.base.bytes;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The part of a budget that some buffers share, so that all of it is given back when they are
 * dropped. Safe for any thread if the whole budget is.
 */
public final class BudgetPart implements ByteBudget, AutoCloseable {
  private static final int CLOSED = -1;

  private final ByteBudget whole;

  /** Bytes taken, or {@link #CLOSED}. */
  private final AtomicInteger taken = new AtomicInteger();

  /**
   * With nothing taken.
   *
   * @param whole what it takes from; may be closed before
   */
  public BudgetPart(ByteBudget whole) {
    this.whole = whole;
  }

  @Override
  public boolean take(int bytes) {
    if (!whole.take(bytes)) {
      return false;
    }
    int before = taken.getAndUpdate(now -> fits(now, bytes) ? now + bytes : now);
    if (fits(before, bytes)) {
      return true;
    }
    whole.give(bytes);
    return false;
  }

  private static boolean fits(int taken, int bytes) {
    return taken != CLOSED && bytes <= Integer.MAX_VALUE - taken;
  }

  @Override
  public void give(int bytes) {
    int before = taken.getAndUpdate(now -> now == CLOSED ? CLOSED : now - bytes);
    if (before != CLOSED) {
      whole.give(bytes);
    }
  }

  /** Gives everything back: the buffers are dropped, and grow no more. */
  @Override
  public void close() {
    int before = taken.getAndSet(CLOSED);
    if (before != CLOSED) {
      whole.give(before);
    }
  }
}
