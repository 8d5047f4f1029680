package dev.sluice.rtc.stun;

/** What became of a datagram that might be a Binding request. */
public sealed interface StunResult permits BindingRequest, StunResult.Dropped {

  /**
   * Not authenticated, hence not answered: whoever sends it gets nothing, so nothing is amplified.
   *
   * @param reason the counter to raise
   */
  record Dropped(StunDrop reason) implements StunResult {}
}
