package dev.sluice.conformance.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Offers captured from real clients, for tests without a client. */
public final class Offers {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Offers() {}

  /** Chromium's offer to a WHEP server, with fresh ICE credentials. */
  public static String chromium() {
    try (InputStream in = Offers.class.getResourceAsStream("/offers/chromium.sdp")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .replace("{ufrag}", random(2))
          .replace("{pwd}", random(12));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String random(int bytes) {
    byte[] some = new byte[bytes];
    RANDOM.nextBytes(some);
    return HexFormat.of().formatHex(some);
  }
}
