package dev.sluice.net.auth;

/** Decides who may do what. Safe for any thread; may take as long as its timeouts let it. */
@FunctionalInterface
public interface Authorizer extends AutoCloseable {
  /** Allows everything to everybody. */
  Authorizer OPEN = request -> Decision.Granted.FOREVER;

  /** Decides; refuses when it cannot tell. */
  Decision decide(AccessRequest request) throws InterruptedException;

  @Override
  default void close() {}
}
