package dev.sluice.stun;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.ice4j.attribute.Attribute;
import org.ice4j.attribute.PriorityAttribute;
import org.ice4j.message.Request;
import org.jspecify.annotations.Nullable;

/**
 * An authenticated Binding request: a connectivity or consent check (RFC 8445 section 7.3, RFC
 * 7675). It writes its own answers, signed with the password it was authenticated by.
 */
public final class BindingRequest implements StunResult {
  private static final long UINT32 = 0xFFFF_FFFFL;

  private final Request decoded;
  private final String username;
  private final String localUfrag;
  private final String password;
  private final char[] unknownTypes;

  private BindingRequest(
      Request decoded, String username, String localUfrag, String password, char[] unknownTypes) {
    this.decoded = decoded;
    this.username = username;
    this.localUfrag = localUfrag;
    this.password = password;
    this.unknownTypes = unknownTypes;
  }

  /**
   * Checks structure, USERNAME, FINGERPRINT (where there is one) and MESSAGE-INTEGRITY, and only
   * then decodes. Throws for no content.
   *
   * @param passwords asked once, with the local part of USERNAME
   */
  public static StunResult authenticate(
      byte[] datagram, int offset, int length, PasswordLookup passwords) {
    if (!StunPeek.isStun(datagram, offset, length)) {
      return new Dropped(StunDrop.NOT_STUN);
    }
    // An own array: the codec ignores the offset in places, and the length field is rewritten.
    byte[] message = Arrays.copyOfRange(datagram, offset, offset + length);
    StunScan scan = new StunScan(message);
    StunDrop drop = structureOf(message, scan);
    if (drop != null) {
      return new Dropped(drop);
    }
    String ufrag = StunPeek.beforeColon(message, scan.usernameOffset(), scan.usernameBytes());
    String password = ufrag == null ? null : passwords.passwordOf(ufrag);
    if (ufrag == null || password == null) {
      return new Dropped(StunDrop.UNKNOWN_USERNAME);
    }
    if (!StunSeal.integrityMatches(message, scan.integrityOffset(), password)) {
      return new Dropped(StunDrop.WRONG_INTEGRITY);
    }
    return decode(message, scan, ufrag, password);
  }

  private static @Nullable StunDrop structureOf(byte[] message, StunScan scan) {
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
    return fingerprint != 0 && !StunSeal.fingerprintMatches(message, fingerprint)
        ? StunDrop.WRONG_FINGERPRINT
        : null;
  }

  private static StunResult decode(byte[] message, StunScan scan, String ufrag, String password) {
    Request request = StunCodec.decodeRequest(message);
    if (request == null) {
      return new Dropped(StunDrop.MALFORMED);
    }
    String username =
        new String(
            message, scan.usernameOffset(), scan.usernameBytes(), StandardCharsets.ISO_8859_1);
    return new BindingRequest(request, username, ufrag, password, scan.unknownTypes());
  }

  /** The fragment before the colon of USERNAME: ours. */
  public String localUfrag() {
    return localUfrag;
  }

  /** The fragment behind the colon of USERNAME: the sender's. */
  public String remoteUfrag() {
    return username.substring(localUfrag.length() + 1);
  }

  /** PRIORITY, 0..2^32-1; 0 when there is none. */
  public long priority() {
    return decoded.getAttribute(Attribute.PRIORITY) instanceof PriorityAttribute attribute
        ? attribute.getPriority() & UINT32
        : 0;
  }

  /** Whether the sender nominates this pair (USE-CANDIDATE). */
  public boolean useCandidate() {
    return decoded.containsAttribute(Attribute.USE_CANDIDATE);
  }

  /** Whether the sender says that it is the controlled side (ICE-CONTROLLED). */
  public boolean senderIsControlled() {
    return decoded.containsAttribute(Attribute.ICE_CONTROLLED);
  }

  /** Whether there is a comprehension-required attribute that is not known here. */
  public boolean hasUnknownAttributes() {
    return unknownTypes.length > 0;
  }

  /**
   * A Binding success response with XOR-MAPPED-ADDRESS, MESSAGE-INTEGRITY and FINGERPRINT.
   *
   * @param mapped where the request came from
   */
  public byte[] successResponse(InetSocketAddress mapped) {
    return StunSeal.seal(StunCodec.success(decoded, mapped), password);
  }

  /** An error response 487, role conflict (RFC 8445 section 7.3.1.1). */
  public byte[] roleConflictResponse() {
    return StunSeal.seal(StunCodec.roleConflict(decoded), password);
  }

  /** An error response 420 that lists the unknown attributes (RFC 8489 section 6.3.1). */
  public byte[] unknownAttributesResponse() {
    return StunSeal.seal(StunCodec.unknownAttributes(decoded, unknownTypes), password);
  }
}
