package dev.sluice.rtc.stun;

import dev.sluice.base.bytes.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Parses the attributes of a STUN message in one pass: offsets and values of the relevant ones, and
 * structural errors. Attributes after MESSAGE-INTEGRITY are ignored, except FINGERPRINT (RFC 8489
 * section 14.5).
 */
final class StunAttributes {
  /** Maximum count of unknown types listed in a 420 response. */
  private static final int MAX_UNKNOWN = 8;

  private int usernameOffset;
  private int usernameBytes;
  private int integrityOffset;
  private int fingerprintOffset;
  private int seen;
  private long priority;
  private boolean useCandidate;
  private boolean controlled;
  private final char[] unknown = new char[MAX_UNKNOWN];
  private int unknownCount;
  private @Nullable StunDrop drop;

  /**
   * @param message a complete message, as accepted by {@link StunPeek#isStun}
   */
  StunAttributes(byte[] message) {
    int at = StunWire.HEADER_BYTES;
    while (at < message.length && drop == null) {
      int bytes = Bytes.u16(message, at + 2);
      int next = at + StunWire.ATTRIBUTE_HEADER_BYTES + StunWire.padded(bytes);
      drop = next > message.length ? StunDrop.MALFORMED : visit(message, at, bytes, next);
      at = next;
    }
  }

  private @Nullable StunDrop visit(byte[] message, int at, int bytes, int next) {
    int type = Bytes.u16(message, at);
    if (type == StunWire.FINGERPRINT) {
      fingerprintOffset = at;
      return bytes == StunWire.FINGERPRINT_BYTES && next == message.length
          ? null
          : StunDrop.MALFORMED;
    }
    if (integrityOffset != 0) {
      return null;
    }
    int bit = bitOf(type);
    if (bit == 0) {
      noteUnknown(type);
      return null;
    }
    if ((seen & bit) != 0) {
      return StunDrop.REPEATED_ATTRIBUTE;
    }
    seen |= bit;
    if (type != StunWire.USERNAME && bytes != fixedBytes(type)) {
      return StunDrop.MALFORMED;
    }
    note(message, type, at, bytes);
    return null;
  }

  private void note(byte[] message, int type, int at, int bytes) {
    int value = at + StunWire.ATTRIBUTE_HEADER_BYTES;
    switch (type) {
      case StunWire.USERNAME -> {
        usernameOffset = value;
        usernameBytes = bytes;
      }
      case StunWire.MESSAGE_INTEGRITY -> integrityOffset = at;
      case StunWire.PRIORITY -> priority = Bytes.u32(message, value);
      case StunWire.USE_CANDIDATE -> useCandidate = true;
      case StunWire.ICE_CONTROLLED -> controlled = true;
      default -> {
        // ICE-CONTROLLING is expected from a peer of a lite agent; only a repetition matters.
      }
    }
  }

  private static int bitOf(int type) {
    return switch (type) {
      case StunWire.USERNAME -> 1;
      case StunWire.MESSAGE_INTEGRITY -> 2;
      case StunWire.PRIORITY -> 4;
      case StunWire.USE_CANDIDATE -> 8;
      case StunWire.ICE_CONTROLLED, StunWire.ICE_CONTROLLING -> 16;
      default -> 0;
    };
  }

  private static int fixedBytes(int type) {
    return switch (type) {
      case StunWire.MESSAGE_INTEGRITY -> StunWire.MESSAGE_INTEGRITY_BYTES;
      case StunWire.PRIORITY -> 4;
      case StunWire.USE_CANDIDATE -> 0;
      default -> 8;
    };
  }

  private void noteUnknown(int type) {
    if (StunWire.comprehensionRequired(type) && unknownCount < MAX_UNKNOWN && !isNoted(type)) {
      unknown[unknownCount++] = (char) type;
    }
  }

  private boolean isNoted(int type) {
    for (int i = 0; i < unknownCount; i++) {
      if (unknown[i] == type) {
        return true;
      }
    }
    return false;
  }

  /** The structural error, or null. */
  @Nullable StunDrop drop() {
    return drop;
  }

  /** Offset of the value of USERNAME, 0 if absent. */
  int usernameOffset() {
    return usernameOffset;
  }

  /** Length of USERNAME in bytes, without padding. */
  int usernameBytes() {
    return usernameBytes;
  }

  /** Offset of the attribute MESSAGE-INTEGRITY, 0 if absent. */
  int integrityOffset() {
    return integrityOffset;
  }

  /** Offset of the attribute FINGERPRINT, 0 if absent. */
  int fingerprintOffset() {
    return fingerprintOffset;
  }

  /** PRIORITY, 0..2^32-1; 0 if absent. */
  long priority() {
    return priority;
  }

  /** Whether there is USE-CANDIDATE. */
  boolean useCandidate() {
    return useCandidate;
  }

  /** Whether there is ICE-CONTROLLED. */
  boolean controlled() {
    return controlled;
  }

  /** Whether there are unknown comprehension-required types. */
  boolean hasUnknownTypes() {
    return unknownCount > 0;
  }

  /** Unknown comprehension-required types, each once, in order of appearance. */
  char[] unknownTypes() {
    return Arrays.copyOf(unknown, unknownCount);
  }
}
