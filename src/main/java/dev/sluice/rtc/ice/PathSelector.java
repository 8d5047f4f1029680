package dev.sluice.rtc.ice;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Selects the address for media. The controlling side nominates it; until then, the best address
 * with a valid check is used.
 *
 * <p>The latest nomination wins: a viewer that leaves its wireless network nominates a pair of
 * lower priority. It does not win against a higher priority that was renewed a moment ago, since
 * peers with aggressive nomination (RFC 5245) set USE-CANDIDATE on all pairs, and checks may be
 * reordered.
 *
 * <p>A viewer does not notice if a NAT changes its address, and nominates nothing. If the nominated
 * address falls silent, media follows the viewer: at once to the source of its RTCP, later to the
 * source of its checks. All checks of a local candidate have the same priority, which distinguishes
 * such a change from another path sooner.
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
   * Processes a valid check.
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
    // A check without USE-CANDIDATE does not revoke the nomination.
    nominated = nominates || (same && nominated);
    if (!same || nominates || !nominated) {
      priority = checkPriority;
      supportedNanos = nowNanos;
    }
    selected = from;
    return !same;
  }

  /** Nominates the selected address. Returns false if it was nominated before. */
  boolean nominateSelected() {
    boolean before = nominated;
    nominated = true;
    return !before;
  }

  /**
   * Processes authenticated RTCP from an address with a valid check.
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

  /** Whether the nominated address probably changed to this one by a NAT rebinding. */
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

  /** Starts a generation after an ICE restart: the address stays until the next nomination. */
  void beginGeneration() {
    nominated = selected != null;
    priority = 0;
  }
}
