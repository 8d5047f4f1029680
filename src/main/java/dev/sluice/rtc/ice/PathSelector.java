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
 * <p>A viewer sends DTLS and SRTCP on the path it has chosen, so they select their path. SRTCP
 * waits a second for a path that was heard: it may have been under way when the viewer moved. A
 * path whose checks are repeated does not hear our answers: it loses to every other one.
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

  private final ValidatedAddresses addresses;
  private @Nullable InetSocketAddress selected;
  private boolean nominated;
  private long priority;
  private long supportedNanos;
  private long heardNanos;
  private long selectedNanos;

  /**
   * @param addresses with the history of each one's checks
   */
  PathSelector(ValidatedAddresses addresses) {
    this.addresses = addresses;
  }

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
    if (!same && !follows && !beats(from, nominates, checkPriority, nowNanos)) {
      return false;
    }
    heardNanos = nowNanos;
    if (follows) {
      return select(from, nowNanos);
    }
    // A check without USE-CANDIDATE does not revoke the nomination.
    nominated = nominates || (same && nominated);
    if (!same || nominates || !nominated) {
      priority = checkPriority;
      supportedNanos = nowNanos;
    }
    return select(from, nowNanos);
  }

  private boolean select(InetSocketAddress address, long nowNanos) {
    boolean changes = !address.equals(selected);
    if (changes) {
      selected = address;
      selectedNanos = nowNanos;
    }
    return changes;
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
    boolean trusted =
        nominated && !addresses.unanswered(selected) && nowNanos - heardNanos < RTCP_SILENCE_NANOS;
    if (trusted && !from.equals(selected)) {
      return false;
    }
    heardNanos = nowNanos;
    return select(from, nowNanos);
  }

  /**
   * Processes the end of a DTLS handshake.
   *
   * @param from source of its newest record
   * @param recordNanos time of that record
   * @return whether {@link #selected} changed
   */
  boolean onHandshake(InetSocketAddress from, long recordNanos) {
    // A path that was selected later is the newer choice.
    if (!addresses.unanswered(selected) && recordNanos - selectedNanos < 0) {
      return false;
    }
    heardNanos = recordNanos;
    return select(from, recordNanos);
  }

  /** Whether the nominated address probably changed to this one by a NAT rebinding. */
  private boolean followsChange(boolean nominates, long checkPriority, long nowNanos) {
    long silence = checkPriority == priority ? SAME_CANDIDATE_SILENCE_NANOS : SILENCE_NANOS;
    return nominated && !nominates && nowNanos - heardNanos >= silence;
  }

  private boolean beats(
      InetSocketAddress from, boolean nominates, long checkPriority, long nowNanos) {
    if (selected == null || nominates != nominated) {
      return selected == null || nominates;
    }
    if (addresses.unanswered(from) != addresses.unanswered(selected)) {
      return addresses.unanswered(selected) || nowNanos - heardNanos >= SILENCE_NANOS;
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
