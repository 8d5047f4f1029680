package dev.sluice.api.whep;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether this instance is drained: it takes no new viewers. Thread-safe. */
public final class DrainState {
  /**
   * A drain under way.
   *
   * @param base base address of the instance that takes the viewers; empty for none
   */
  public record Drain(Optional<String> base) {
    /** The WHEP endpoint of a stream at the other instance. */
    public Optional<String> endpoint(String stream) {
      return base.map(to -> to + "/whep/" + stream);
    }
  }

  private volatile @Nullable Drain drain;

  /** Whether a drain is under way. */
  public boolean draining() {
    return drain != null;
  }

  /** The drain under way, if any. */
  public Optional<Drain> drain() {
    return Optional.ofNullable(drain);
  }

  /** Begins a drain, or changes the address of the one under way. */
  public void begin(Drain newDrain) {
    drain = newDrain;
  }

  /** Takes viewers again. */
  public void end() {
    drain = null;
  }
}
