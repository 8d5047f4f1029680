package dev.sluice.rtc.stun;

import org.jspecify.annotations.Nullable;

/** Finds the password a check must be signed with. */
@FunctionalInterface
public interface PasswordLookup {
  /** The password that belongs to a local username fragment, or null when it is not ours. */
  @Nullable String passwordOf(String localUfrag);
}
