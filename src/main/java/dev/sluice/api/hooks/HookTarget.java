package dev.sluice.api.hooks;

/** What an operator has called on an occasion. */
interface HookTarget {
  /**
   * Calls it and waits for its end.
   *
   * @throws HookFailure if it failed
   */
  void call(HookEvent event) throws HookFailure, InterruptedException;

  /** The key of its setting. */
  String key();
}
