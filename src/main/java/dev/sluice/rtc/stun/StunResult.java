package dev.sluice.rtc.stun;

/** Result of authenticating a datagram that may be a Binding request. */
public sealed interface StunResult permits BindingRequest, StunResult.Dropped {

  /**
   * Not authenticated. No response is sent, so that the server cannot be used for amplification.
   *
   * @param reason the counter to increment
   */
  record Dropped(StunDrop reason) implements StunResult {}
}
