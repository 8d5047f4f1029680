package dev.sluice.rtc.stun;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An authenticated Binding request: a connectivity or consent check (RFC 8445 section 7.3, RFC
 * 7675). It writes its own answers, signed with the password it was authenticated by.
 */
public final class BindingRequest implements StunResult {
  private final byte[] message;
  private final StunAttributes scan;
  private final String localUfrag;
  private final StunIntegrity seal;

  private BindingRequest(
      byte[] message, StunAttributes scan, String localUfrag, StunIntegrity seal) {
    this.message = message;
    this.scan = scan;
    this.localUfrag = localUfrag;
    this.seal = seal;
  }

  /**
   * Checks structure, USERNAME, FINGERPRINT (where there is one) and MESSAGE-INTEGRITY. Throws for
   * no content.
   *
   * @param passwords asked once, with the local part of USERNAME
   */
  public static StunResult authenticate(
      byte[] datagram, int offset, int length, PasswordLookup passwords) {
    if (!StunPeek.isStun(datagram, offset, length)) {
      return new Dropped(StunDrop.NOT_STUN);
    }
    // An own array: the caller's is the next datagram's as soon as this returns.
    byte[] message = Arrays.copyOfRange(datagram, offset, offset + length);
    StunAttributes scan = new StunAttributes(message);
    StunDrop drop = structureOf(message, scan);
    if (drop != null) {
      return new Dropped(drop);
    }
    String ufrag = StunPeek.beforeColon(message, scan.usernameOffset(), scan.usernameBytes());
    String password = ufrag == null ? null : passwords.passwordOf(ufrag);
    if (ufrag == null || password == null) {
      return new Dropped(StunDrop.UNKNOWN_USERNAME);
    }
    StunIntegrity seal = new StunIntegrity(password);
    return seal.integrityMatches(message, scan.integrityOffset())
        ? new BindingRequest(message, scan, ufrag, seal)
        : new Dropped(StunDrop.WRONG_INTEGRITY);
  }

  private static @Nullable StunDrop structureOf(byte[] message, StunAttributes scan) {
    if (((message[0] & 0xFF) << 8 | (message[1] & 0xFF)) != StunWire.BINDING_REQUEST) {
      return StunDrop.NOT_A_BINDING_REQUEST;
    }
    if (scan.drop() != null) {
      return scan.drop();
    }
    if (scan.usernameOffset() == 0) {
      return StunDrop.NO_USERNAME;
    }
    if (scan.integrityOffset() == 0) {
      return StunDrop.NO_INTEGRITY;
    }
    int fingerprint = scan.fingerprintOffset();
    return fingerprint != 0 && !StunIntegrity.fingerprintMatches(message, fingerprint)
        ? StunDrop.WRONG_FINGERPRINT
        : null;
  }

  /** The fragment before the colon of USERNAME: ours. */
  public String localUfrag() {
    return localUfrag;
  }

  /** The fragment behind the colon of USERNAME: the sender's. */
  public String remoteUfrag() {
    int before = localUfrag.length() + 1;
    return new String(
        message,
        scan.usernameOffset() + before,
        scan.usernameBytes() - before,
        StandardCharsets.ISO_8859_1);
  }

  /** PRIORITY, 0..2^32-1; 0 when there is none. */
  public long priority() {
    return scan.priority();
  }

  /** Whether the sender nominates this pair (USE-CANDIDATE). */
  public boolean useCandidate() {
    return scan.useCandidate();
  }

  /** Whether the sender says that it is the controlled side (ICE-CONTROLLED). */
  public boolean senderIsControlled() {
    return scan.controlled();
  }

  /** Whether there is a comprehension-required attribute that is not known here. */
  public boolean hasUnknownAttributes() {
    return scan.hasUnknownTypes();
  }

  /**
   * A Binding success response with XOR-MAPPED-ADDRESS, MESSAGE-INTEGRITY and FINGERPRINT.
   *
   * @param mapped where the request came from
   */
  public byte[] successResponse(InetSocketAddress mapped) {
    return seal.seal(StunResponses.success(message, mapped));
  }

  /** An error response 487, role conflict (RFC 8445 section 7.3.1.1). */
  public byte[] roleConflictResponse() {
    return seal.seal(StunResponses.roleConflict(message));
  }

  /** An error response 420 that lists the unknown attributes (RFC 8489 section 6.3.1). */
  public byte[] unknownAttributesResponse() {
    return seal.seal(StunResponses.unknownAttributes(message, scan.unknownTypes()));
  }
}
