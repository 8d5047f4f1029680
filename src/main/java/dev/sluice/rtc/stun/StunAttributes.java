package dev.sluice.rtc.stun;

import dev.sluice.base.bytes.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One walk over the attributes of a STUN message: where the ones that matter stand, what they say,
 * and whether the structure holds. What follows MESSAGE-INTEGRITY is skipped, except FINGERPRINT
 * (RFC 8489 section 14.5).
 */
final class StunAttributes {
  /** More different unknown types than this are not listed in a 420 answer. */
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
   * @param message one whole message, as {@link StunPeek#isStun} accepts it
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
        // ICE-CONTROLLING: what a viewer of a lite side is; only its being there twice matters.
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

  /** What is wrong with the structure, or null. */
  @Nullable StunDrop drop() {
    return drop;
  }

  /** Where the value of USERNAME begins, 0 when there is none. */
  int usernameOffset() {
    return usernameOffset;
  }

  /** Bytes of USERNAME without padding. */
  int usernameBytes() {
    return usernameBytes;
  }

  /** Where the attribute MESSAGE-INTEGRITY begins, 0 when there is none. */
  int integrityOffset() {
    return integrityOffset;
  }

  /** Where the attribute FINGERPRINT begins, 0 when there is none. */
  int fingerprintOffset() {
    return fingerprintOffset;
  }

  /** PRIORITY, 0..2^32-1; 0 when there is none. */
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

  /** Whether there are comprehension-required types that are not known here. */
  boolean hasUnknownTypes() {
    return unknownCount > 0;
  }

  /** Comprehension-required types that are not known here, each once, in order of appearance. */
  char[] unknownTypes() {
    return Arrays.copyOf(unknown, unknownCount);
  }
}
