package dev.sluice.net.auth;

/** Decides on requests for access. Thread-safe. May block up to its timeouts. */
@FunctionalInterface
public interface Authorizer extends AutoCloseable {
  /** Grants everything. */
  Authorizer OPEN = request -> Decision.Granted.FOREVER;

  /** Decides on a request. Refuses it if a decision is impossible. */
  Decision decide(AccessRequest request) throws InterruptedException;

  @Override
  default void close() {}
}
