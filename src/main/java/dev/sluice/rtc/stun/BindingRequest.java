package dev.sluice.rtc.stun;

import dev.sluice.base.bytes.Bytes;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An authenticated Binding request: a connectivity or consent check (RFC 8445 section 7.3, RFC
 * 7675). It creates its own responses, signed with the same password.
 */
public final class BindingRequest implements StunResult {
  /** An odd number, so that ids that differ in the last 32 bits only have different digests. */
  private static final long MIXER = 0x9E3779B97F4A7C15L;

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
   * Checks structure, USERNAME, FINGERPRINT (if present) and MESSAGE-INTEGRITY. No content makes it
   * throw.
   *
   * @param passwords called once, with the local part of USERNAME
   */
  public static StunResult authenticate(
      byte[] datagram, int offset, int length, PasswordLookup passwords) {
    if (!StunPeek.isStun(datagram, offset, length)) {
      return new Dropped(StunDrop.NOT_STUN);
    }
    // A copy: the caller reuses its array for the next datagram.
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

  /** A digest of the transaction id: all of its 96 bits, mixed into 64. */
  public long transactionDigest() {
    long first = Bytes.i64(message, StunWire.TRANSACTION_OFFSET);
    long rest = Bytes.u32(message, StunWire.TRANSACTION_OFFSET + Long.BYTES);
    return first ^ rest * MIXER;
  }

  /** The local username fragment: the part of USERNAME before the colon. */
  public String localUfrag() {
    return localUfrag;
  }

  /** The sender's username fragment: the part of USERNAME after the colon. */
  public String remoteUfrag() {
    int before = localUfrag.length() + 1;
    return new String(
        message,
        scan.usernameOffset() + before,
        scan.usernameBytes() - before,
        StandardCharsets.ISO_8859_1);
  }

  /** PRIORITY, 0..2^32-1; 0 if absent. */
  public long priority() {
    return scan.priority();
  }

  /** Whether the sender nominates this pair (USE-CANDIDATE). */
  public boolean useCandidate() {
    return scan.useCandidate();
  }

  /** Whether the sender claims to be the controlled side (ICE-CONTROLLED). */
  public boolean senderIsControlled() {
    return scan.controlled();
  }

  /** Whether there is an unknown comprehension-required attribute. */
  public boolean hasUnknownAttributes() {
    return scan.hasUnknownTypes();
  }

  /**
   * A Binding success response with XOR-MAPPED-ADDRESS, MESSAGE-INTEGRITY and FINGERPRINT.
   *
   * @param mapped source address of the request
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
