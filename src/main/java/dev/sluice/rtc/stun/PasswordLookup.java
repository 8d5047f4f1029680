package dev.sluice.rtc.stun;

import org.jspecify.annotations.Nullable;

/** Looks up passwords for verifying checks. */
@FunctionalInterface
public interface PasswordLookup {
  /** The password of a local username fragment; null if it is unknown. */
  @Nullable String passwordOf(String localUfrag);
}
