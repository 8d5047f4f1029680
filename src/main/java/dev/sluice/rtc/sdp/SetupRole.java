package dev.sluice.rtc.sdp;

import java.util.Locale;
import java.util.Optional;

/** Who begins the DTLS handshake (RFC 8842 section 5.2). */
public enum SetupRole {
  /** Either side, as the answer says. */
  ACTPASS,
  /** The one that wrote the line. */
  ACTIVE,
  /** The other one. */
  PASSIVE,
  /** Nobody for now. */
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
