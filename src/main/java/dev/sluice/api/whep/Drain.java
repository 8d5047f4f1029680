package dev.sluice.api.whep;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether this instance takes no more viewers, and where they find another. For any thread. */
public final class Drain {
  /**
   * One that is under way.
   *
   * @param base address of the other instance, if there is one
   */
  record Order(Optional<String> base) {
    /** The same endpoint at the other instance. */
    Optional<String> endpoint(String stream) {
      return base.map(to -> to + "/whep/" + stream);
    }
  }

  private volatile @Nullable Order order;

  /** Whether viewers are being sent away. */
  public boolean underWay() {
    return order != null;
  }

  Optional<Order> order() {
    return Optional.ofNullable(order);
  }

  void begin(Order newOrder) {
    order = newOrder;
  }

  void end() {
    order = null;
  }
}
