package dev.sluice.rtc.srtp;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A profile and an engine, as parameters of sender tests. Engines that are not available are left
 * out.
 */
record SrtpSuite(SrtpEngine engine, SrtpProfile profile) {
  /** For {@code @MethodSource}. */
  static Stream<SrtpSuite> all() {
    return Arrays.stream(SrtpEngine.values())
        .filter(SrtpEngine::available)
        .flatMap(
            engine ->
                Arrays.stream(SrtpProfile.values()).map(profile -> new SrtpSuite(engine, profile)));
  }

  SrtpKeys keys(Random random) {
    return new SrtpKeys(profile, random);
  }

  SrtpProtector protector(SrtpKeys keys) {
    return SrtpContexts.protector(engine, profile, keys.key, keys.salt);
  }

  SrtcpUnprotector unprotector(SrtpKeys keys) {
    return SrtpContexts.unprotector(engine, profile, keys.key, keys.salt);
  }
}
