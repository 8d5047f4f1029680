package dev.sluice.rtc.ice;

import dev.sluice.rtc.stun.StunDrop;
import org.jspecify.annotations.Nullable;

/** What a datagram led to; the caller sends the answer and raises the counter. */
public final class IceOutcome {
  private final byte @Nullable [] response;
  private final @Nullable StunDrop drop;
  private final boolean selectedChanged;
  private final boolean firstValidCheck;
  private final boolean nominatesSelected;

  private IceOutcome(
      byte @Nullable [] response,
      @Nullable StunDrop drop,
      boolean selectedChanged,
      boolean firstValidCheck,
      boolean nominatesSelected) {
    this.response = response;
    this.drop = drop;
    this.selectedChanged = selectedChanged;
    this.firstValidCheck = firstValidCheck;
    this.nominatesSelected = nominatesSelected;
  }

  static IceOutcome valid(
      byte[] response,
      boolean selectedChanged,
      boolean firstValidCheck,
      boolean nominatesSelected) {
    return new IceOutcome(response, null, selectedChanged, firstValidCheck, nominatesSelected);
  }

  static IceOutcome refused(StunDrop drop, byte[] response) {
    return new IceOutcome(response, drop, false, false, false);
  }

  static IceOutcome dropped(StunDrop drop) {
    return new IceOutcome(null, drop, false, false, false);
  }

  /** What to send back to where the datagram came from, from the address it came to; or null. */
  public byte @Nullable [] response() {
    return response;
  }

  /** Why it was no valid check, or null when it was one. */
  public @Nullable StunDrop drop() {
    return drop;
  }

  /** Whether {@link IceLiteAgent#selected} is another address than before. */
  public boolean selectedChanged() {
    return selectedChanged;
  }

  /** Whether this was the first valid check of the session. */
  public boolean firstValidCheck() {
    return firstValidCheck;
  }

  /**
   * Whether it nominates {@link IceLiteAgent#selected}, be it anew: that is to be sent to from the
   * address of ours to which this check came.
   */
  public boolean nominatesSelected() {
    return nominatesSelected;
  }
}
