package dev.sluice.rtc.sdp;

import java.util.Locale;
import java.util.Optional;

/** Role in the DTLS handshake, seen from the side that wrote it (RFC 8842 section 5.2). */
public enum SetupRole {
  /** Either role; the answer chooses. */
  ACTPASS,
  /** Client. */
  ACTIVE,
  /** Server. */
  PASSIVE,
  /** No handshake for now. */
  HOLDCONN;

  static Optional<SetupRole> ofValue(String value) {
    for (SetupRole role : values()) {
      if (role.name().toLowerCase(Locale.ROOT).equals(value)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
