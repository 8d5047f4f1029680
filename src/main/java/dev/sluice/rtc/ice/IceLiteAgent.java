package dev.sluice.rtc.ice;

import dev.sluice.rtc.stun.BindingRequest;
import dev.sluice.rtc.stun.StunDrop;
import dev.sluice.rtc.stun.StunResult;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ICE-lite agent of one session (RFC 8445 sections 2.5 and 7.3): it answers authenticated
 * checks and never sends one itself. Not safe for use by several threads; takes the time as an
 * argument.
 *
 * <p>Consent is taken from the viewer's checks: as long as it sends authenticated ones it wants to
 * be sent to (RFC 7675 in spirit; an ICE-lite side has no checks of its own to be answered).
 *
 * <p>After {@link #restart} both the old and the new credentials are good until a valid check with
 * the new ones nominates a pair; the selected address stays until then (RFC 8445 section 9).
 */
public final class IceLiteAgent {
  /** Consent timeout where nothing else is configured: 30 s. */
  public static final long DEFAULT_CONSENT_TIMEOUT_NANOS = 30_000_000_000L;

  private final long consentTimeoutNanos;
  private final PathSelector paths = new PathSelector();
  private final ValidatedAddresses validated = new ValidatedAddresses();
  private IceCredentials local;
  private IceCredentials remote;
  private @Nullable IceCredentials nextLocal;
  private @Nullable IceCredentials nextRemote;
  private long lastValidCheckNanos;
  private boolean anyValidCheck;

  /**
   * @param nowNanos the start of the wait for the first valid check
   * @param consentTimeoutNanos how long the session lives without a valid check
   */
  public IceLiteAgent(
      IceCredentials local, IceCredentials remote, long nowNanos, long consentTimeoutNanos) {
    this.local = local;
    this.remote = remote;
    this.lastValidCheckNanos = nowNanos;
    this.consentTimeoutNanos = consentTimeoutNanos;
  }

  /**
   * Takes one datagram that may be a check. Throws for no content.
   *
   * @param from where it came from; a valid check validates this address
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
      // A lite side is always controlled, so it is the other one that has to switch.
      return IceOutcome.refused(StunDrop.ROLE_CONFLICT, request.roleConflictResponse());
    }
    boolean first = !anyValidCheck;
    anyValidCheck = true;
    lastValidCheckNanos = nowNanos;
    boolean changed = selects(request) && select(request, from, nowNanos);
    validated.add(from, paths.selected());
    boolean nominates = request.useCandidate() && from.equals(paths.selected());
    return IceOutcome.valid(request.successResponse(from), changed, first, nominates);
  }

  /** A path of the new generation does not count beside one of the old before its nomination. */
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

  /** Makes the credentials of a restart the only ones once a path was nominated with them. */
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
   * An ICE restart (RFC 8445 section 9). A second one before the first was validated replaces it.
   */
  public void restart(IceCredentials newLocal, IceCredentials newRemote) {
    nextLocal = newLocal;
    nextRemote = newRemote;
  }

  /**
   * Where to send: the address of the nominated pair; before any nomination the best one that
   * passed a check; null before the first valid check.
   */
  public @Nullable InetSocketAddress selected() {
    return paths.selected();
  }

  /**
   * Takes note of authentic RTCP from a validated address: a viewer behind a NAT that gave it
   * another address is followed by it.
   *
   * @return whether {@link #selected} is another address than before
   */
  public boolean onRtcp(InetSocketAddress from, long nowNanos) {
    return paths.onRtcp(from, nowNanos);
  }

  /** Whether a valid check came from this address; only such datagrams may reach DTLS and SRTP. */
  public boolean isValidated(InetSocketAddress address) {
    return validated.contains(address);
  }

  /** Whether there was no valid check for the whole consent timeout. */
  public boolean consentExpired(long nowNanos) {
    return nowNanos - lastValidCheckNanos >= consentTimeoutNanos;
  }

  /** When the last valid check came; before the first one, when the agent was made. */
  public long lastValidCheckNanos() {
    return lastValidCheckNanos;
  }

  /** The fragments by which checks for this session are found: one, or two during a restart. */
  public List<String> localUfrags() {
    IceCredentials next = nextLocal;
    return next == null ? List.of(local.ufrag()) : List.of(local.ufrag(), next.ufrag());
  }

  /** The newest local credentials: those of a restart as soon as it was asked for. */
  public IceCredentials local() {
    IceCredentials next = nextLocal;
    return next == null ? local : next;
  }

  /** The newest credentials of the viewer. */
  public IceCredentials remote() {
    IceCredentials next = nextRemote;
    return next == null ? remote : next;
  }
}
