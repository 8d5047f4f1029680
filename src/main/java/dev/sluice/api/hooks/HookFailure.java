package dev.sluice.api.hooks;

/** A call of a hook failed; the message is a clause without secrets. */
final class HookFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean worthAnother;

  /**
   * @param worthAnother whether another try may succeed
   */
  HookFailure(String clause, boolean worthAnother) {
    super(clause);
    this.worthAnother = worthAnother;
  }

  boolean worthAnother() {
    return worthAnother;
  }
}
