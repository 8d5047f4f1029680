package dev.sluice.rtc.ice;

import dev.sluice.rtc.stun.BindingRequest;
import dev.sluice.rtc.stun.StunDrop;
import dev.sluice.rtc.stun.StunResult;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ICE-lite agent of one session (RFC 8445 sections 2.5 and 7.3): answers authenticated
 * connectivity checks and never sends any. Not safe for use by several threads.
 *
 * <p>Authenticated checks from the viewer count as its consent to receive. RFC 7675 derives consent
 * from responses to own checks, which a lite agent does not send.
 *
 * <p>After {@link #restart}, old and new credentials are both valid until a check with the new ones
 * nominates a pair. The selected address stays until then (RFC 8445 section 9).
 *
 * <p>A check whose transaction came from another address before is a captured copy, and dropped. A
 * check repeated from the same address is answered. It shows that the answer before it was lost. It
 * renews no consent (RFC 7675 section 5.1 asks for a new transaction each time) and no nomination,
 * and selects no other address, since anybody may send a copy with a forged source.
 */
public final class IceLiteAgent {
  /** Default consent timeout: 30 s. */
  public static final long DEFAULT_CONSENT_TIMEOUT_NANOS = 30_000_000_000L;

  private final long consentTimeoutNanos;
  private final ValidatedAddresses validated = new ValidatedAddresses();
  private final PathSelector paths = new PathSelector(validated);
  private final SeenTransactions transactions = new SeenTransactions();
  private IceCredentials local;
  private IceCredentials remote;
  private @Nullable IceCredentials nextLocal;
  private @Nullable IceCredentials nextRemote;
  private long lastValidCheckNanos;
  private boolean anyValidCheck;

  /**
   * @param nowNanos start of the wait for the first valid check
   * @param consentTimeoutNanos time without a valid check after which consent expires
   */
  public IceLiteAgent(
      IceCredentials local, IceCredentials remote, long nowNanos, long consentTimeoutNanos) {
    this.local = local;
    this.remote = remote;
    this.lastValidCheckNanos = nowNanos;
    this.consentTimeoutNanos = consentTimeoutNanos;
  }

  /**
   * Processes a datagram that may be a check. No content makes it throw.
   *
   * @param from source address, which a valid check validates
   */
  public IceOutcome onDatagram(
      byte[] datagram, int offset, int length, InetSocketAddress from, long nowNanos) {
    StunResult result =
        BindingRequest.authenticate(datagram, offset, length, this::localPasswordOf);
    return switch (result) {
      case StunResult.Dropped dropped -> IceOutcome.dropped(dropped.reason());
      case BindingRequest request -> onRequest(request, from, nowNanos);
    };
  }

  private @Nullable String localPasswordOf(String ufrag) {
    if (ufrag.equals(local.ufrag())) {
      return local.password();
    }
    IceCredentials next = nextLocal;
    return next != null && ufrag.equals(next.ufrag()) ? next.password() : null;
  }

  private IceOutcome onRequest(BindingRequest request, InetSocketAddress from, long nowNanos) {
    if (request.hasUnknownAttributes()) {
      return IceOutcome.refused(StunDrop.UNKNOWN_ATTRIBUTE, request.unknownAttributesResponse());
    }
    if (request.senderIsControlled()) {
      // A lite agent is always controlled, so the viewer has to switch roles.
      return IceOutcome.refused(StunDrop.ROLE_CONFLICT, request.roleConflictResponse());
    }
    return switch (transactions.note(request.transactionDigest(), from)) {
      case FIRST -> onNew(request, from, nowNanos);
      case AGAIN -> onRepeated(request, from);
      case FROM_ELSEWHERE -> IceOutcome.dropped(StunDrop.REPLAYED);
    };
  }

  private IceOutcome onNew(BindingRequest request, InetSocketAddress from, long nowNanos) {
    boolean first = !anyValidCheck;
    anyValidCheck = true;
    lastValidCheckNanos = nowNanos;
    validated.add(from, paths.selected()).onNew(request.useCandidate());
    boolean changed = selects(request) && select(request, from, nowNanos);
    boolean nominates = request.useCandidate() && from.equals(paths.selected());
    return IceOutcome.valid(request.successResponse(from), changed, first, nominates);
  }

  /** Some clients nominate by the transaction of their first check on the pair. */
  private IceOutcome onRepeated(BindingRequest request, InetSocketAddress from) {
    CheckHistory history = validated.of(from);
    if (history != null) {
      history.onRepeated(request.useCandidate());
    }
    boolean nominates =
        request.useCandidate() && from.equals(paths.selected()) && paths.nominateSelected();
    return IceOutcome.valid(
        request.successResponse(from),
        /* selectedChanged= */ false,
        /* firstValidCheck= */ false,
        nominates);
  }

  /**
   * Whether the check may select a path. Before a nomination, a path of the new generation does not
   * replace one of the old.
   */
  private boolean selects(BindingRequest request) {
    return request.useCandidate()
        || request.localUfrag().equals(local.ufrag())
        || paths.selected() == null;
  }

  private boolean select(BindingRequest request, InetSocketAddress from, long nowNanos) {
    if (request.useCandidate()) {
      promote(request.localUfrag());
    }
    return paths.onCheck(from, request.useCandidate(), request.priority(), nowNanos);
  }

  /** Makes the credentials of a restart the only valid ones, once a path is nominated with them. */
  private void promote(String ufrag) {
    IceCredentials localNow = nextLocal;
    IceCredentials remoteNow = nextRemote;
    if (localNow == null || remoteNow == null || !ufrag.equals(localNow.ufrag())) {
      return;
    }
    local = localNow;
    remote = remoteNow;
    nextLocal = null;
    nextRemote = null;
    paths.beginGeneration();
  }

  /**
   * Starts an ICE restart (RFC 8445 section 9). It replaces an earlier one that was not yet
   * validated.
   */
  public void restart(IceCredentials newLocal, IceCredentials newRemote) {
    nextLocal = newLocal;
    nextRemote = newRemote;
  }

  /**
   * The address to send to: that of the nominated pair; before a nomination, the best address with
   * a valid check; null before the first valid check.
   */
  public @Nullable InetSocketAddress selected() {
    return paths.selected();
  }

  /**
   * Notes authenticated RTCP from a validated address. Media follows a viewer whose NAT changed its
   * address.
   *
   * @return whether {@link #selected} changed
   */
  public boolean onRtcp(InetSocketAddress from, long nowNanos) {
    heardMedia(from);
    return paths.onRtcp(from, nowNanos);
  }

  /**
   * Notes the end of a DTLS handshake. The viewer has chosen the path of its newest record.
   *
   * @param from source of that record, a validated address
   * @param recordNanos its time
   * @return whether {@link #selected} changed
   */
  public boolean onHandshake(InetSocketAddress from, long recordNanos) {
    heardMedia(from);
    return paths.onHandshake(from, recordNanos);
  }

  private void heardMedia(InetSocketAddress from) {
    CheckHistory history = validated.of(from);
    if (history != null) {
      history.onMedia();
    }
  }

  /**
   * Whether a valid check came from the address. Only datagrams from such addresses may reach DTLS
   * and SRTP.
   */
  public boolean isValidated(InetSocketAddress address) {
    return validated.contains(address);
  }

  /** Whether the consent timeout has passed without a valid check. */
  public boolean consentExpired(long nowNanos) {
    return nowNanos - lastValidCheckNanos >= consentTimeoutNanos;
  }

  /** Time of the last valid check; before the first, the time of creation. */
  public long lastValidCheckNanos() {
    return lastValidCheckNanos;
  }

  /** The local username fragments in use: one, or two during a restart. */
  public List<String> localUfrags() {
    IceCredentials next = nextLocal;
    return next == null ? List.of(local.ufrag()) : List.of(local.ufrag(), next.ufrag());
  }

  /** The newest local credentials, including those of a pending restart. */
  public IceCredentials local() {
    IceCredentials next = nextLocal;
    return next == null ? local : next;
  }

  /** The newest remote credentials, including those of a pending restart. */
  public IceCredentials remote() {
    IceCredentials next = nextRemote;
    return next == null ? remote : next;
  }
}
