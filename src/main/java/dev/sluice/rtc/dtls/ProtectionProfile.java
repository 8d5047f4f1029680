package dev.sluice.rtc.dtls;

import org.jspecify.annotations.Nullable;

/**
 * The SRTP protection profiles that are supported, best first (RFC 5764, RFC 7714 section 14.2).
 */
enum ProtectionProfile {
  AEAD_AES_128_GCM(7, 16, 12),
  AEAD_AES_256_GCM(8, 32, 12),
  AES128_CM_HMAC_SHA1_80(1, 16, 14);

  private final int id;
  private final int keyBytes;
  private final int saltBytes;

  ProtectionProfile(int id, int keyBytes, int saltBytes) {
    this.id = id;
    this.keyBytes = keyBytes;
    this.saltBytes = saltBytes;
  }

  /** The best one among those the client offers, or null. */
  static @Nullable ProtectionProfile choose(int[] offered) {
    for (ProtectionProfile profile : values()) {
      for (int id : offered) {
        if (id == profile.id) {
          return profile;
        }
      }
    }
    return null;
  }

  int id() {
    return id;
  }

  int keyBytes() {
    return keyBytes;
  }

  int saltBytes() {
    return saltBytes;
  }

  /** Bytes to ask of the exporter. */
  int exportBytes() {
    return 2 * (keyBytes + saltBytes);
  }
}
