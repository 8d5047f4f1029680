package dev.sluice.rtc.ice;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the address that media goes to. The controlling side decides by nominating; until it has,
 * the best address that passed a check serves.
 *
 * <p>The latest nomination wins (a viewer that walks out of its wireless network nominates a pair
 * of lower priority), but not against one of higher priority that was renewed a moment ago: peers
 * with aggressive nomination (RFC 5245) set USE-CANDIDATE on every check of every pair, and a check
 * may overtake another on its way.
 *
 * <p>A viewer whose address was changed by a NAT does not know of it and nominates nothing anew.
 * Media follows it when the nominated address has fallen silent: at once to where its RTCP comes
 * from, else to where its checks come from. Checks of one local candidate carry one priority, so
 * that they tell such a change from a spare path sooner.
 */
final class PathSelector {
  private static final long NOMINATION_HOLD_NANOS = 1_000_000_000L;
  private static final long PROVISIONAL_HOLD_NANOS = 5_000_000_000L;

  private static final long RTCP_SILENCE_NANOS = 1_000_000_000L;
  // Browsers check every 2.5 s, others every 5 s.
  private static final long SAME_CANDIDATE_SILENCE_NANOS = 3_000_000_000L;
  private static final long SILENCE_NANOS = 6_000_000_000L;

  private @Nullable InetSocketAddress selected;
  private boolean nominated;
  private long priority;
  private long supportedNanos;
  private long heardNanos;

  /** The address to send to, or null before the first valid check. */
  @Nullable InetSocketAddress selected() {
    return selected;
  }

  /**
   * Takes note of a valid check.
   *
   * @return whether {@link #selected} changed
   */
  boolean onCheck(InetSocketAddress from, boolean nominates, long checkPriority, long nowNanos) {
    boolean same = from.equals(selected);
    boolean follows = !same && followsChange(nominates, checkPriority, nowNanos);
    if (!same && !follows && !beats(nominates, checkPriority, nowNanos)) {
      return false;
    }
    heardNanos = nowNanos;
    if (follows) {
      selected = from;
      return true;
    }
    // An ordinary check of a nominated pair does not take the nomination back.
    nominated = nominates || (same && nominated);
    if (!same || nominates || !nominated) {
      priority = checkPriority;
      supportedNanos = nowNanos;
    }
    selected = from;
    return !same;
  }

  /**
   * Takes note of authentic RTCP from an address that passed a check.
   *
   * @return whether {@link #selected} changed
   */
  boolean onRtcp(InetSocketAddress from, long nowNanos) {
    boolean same = from.equals(selected);
    if (!same && nowNanos - heardNanos < RTCP_SILENCE_NANOS) {
      return false;
    }
    heardNanos = nowNanos;
    selected = from;
    return !same;
  }

  /** Whether the nominated address has become this one, without the viewer's doing. */
  private boolean followsChange(boolean nominates, long checkPriority, long nowNanos) {
    long silence = checkPriority == priority ? SAME_CANDIDATE_SILENCE_NANOS : SILENCE_NANOS;
    return nominated && !nominates && nowNanos - heardNanos >= silence;
  }

  private boolean beats(boolean nominates, long checkPriority, long nowNanos) {
    if (selected == null || nominates != nominated) {
      return selected == null || nominates;
    }
    long hold = nominated ? NOMINATION_HOLD_NANOS : PROVISIONAL_HOLD_NANOS;
    return checkPriority >= priority || nowNanos - supportedNanos >= hold;
  }

  /** After an ICE restart: media stays where it is until anything is nominated anew. */
  void beginGeneration() {
    nominated = selected != null;
    priority = 0;
  }
}
