package dev.sluice.source.attach;

/** Says whether anybody wants a stream now: a viewer, or a request that waits for the stream. */
@FunctionalInterface
public interface Demand {
  /** Whether the stream of that name is wanted. */
  boolean wanted(String stream);
}
