package dev.sluice.rtc.ice;

import dev.sluice.rtc.stun.StunDrop;
import org.jspecify.annotations.Nullable;

/** Result of processing a datagram. The caller sends the response and increments the counter. */
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

  /**
   * The response, to be sent to the datagram's source from its destination address; null for none.
   */
  public byte @Nullable [] response() {
    return response;
  }

  /** The reason why the datagram is not a valid check; null if it is one. */
  public @Nullable StunDrop drop() {
    return drop;
  }

  /** Whether {@link IceLiteAgent#selected} changed. */
  public boolean selectedChanged() {
    return selectedChanged;
  }

  /** Whether this was the first valid check of the session. */
  public boolean firstValidCheck() {
    return firstValidCheck;
  }

  /**
   * Whether the check nominates {@link IceLiteAgent#selected}, possibly again. Media must then
   * leave from the local address on which the check arrived.
   */
  public boolean nominatesSelected() {
    return nominatesSelected;
  }
}
