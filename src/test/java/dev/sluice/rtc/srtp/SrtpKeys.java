package dev.sluice.rtc.srtp;

import java.util.Random;

/** Random master keys, and packets to protect with them. */
final class SrtpKeys {
  final SrtpProfile profile;
  final byte[] key;
  final byte[] salt;

  SrtpKeys(SrtpProfile profile, Random random) {
    this.profile = profile;
    this.key = bytes(random, profile.keyBytes());
    this.salt = bytes(random, profile.saltBytes());
  }

  SrtpProtector protector() {
    return SrtpContexts.protector(profile, key, salt);
  }

  SrtcpUnprotector unprotector() {
    return SrtpContexts.unprotector(profile, key, salt);
  }

  JitsiSrtp jitsi(boolean sender) {
    return new JitsiSrtp(sender, profile, key, salt);
  }

  static byte[] bytes(Random random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
