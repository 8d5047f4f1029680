package dev.sluice.rtc.dtls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DtlsFingerprintTest {
  private static final byte[] DER = {1, 2, 3, 4};
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

  @ParameterizedTest
  @ValueSource(strings = {"sha-1", "sha-224", "SHA-256", "sha-384", "sha-512"})
  void theHashesOfSdpAreKnownInAnyCase(String hash) throws Exception {
    String value = COLONS.formatHex(MessageDigest.getInstance(hash).digest(DER));
    DtlsFingerprint upper = DtlsFingerprint.parse(hash, value);
    DtlsFingerprint lower = DtlsFingerprint.parse(hash, value.toLowerCase(Locale.ROOT));
    assertNotNull(upper);
    assertNotNull(lower);
    assertTrue(upper.matches(DER));
    assertTrue(lower.matches(DER));
    assertFalse(upper.matches(new byte[] {1, 2, 3, 5}));
    assertEquals(value, lower.value());
    assertEquals(hash.toLowerCase(Locale.ROOT), upper.hashName());
  }

  @Test
  void anyOfSeveral() {
    String own = DtlsFingerprint.sha256Of(DER).value();
    String other = COLONS.formatHex(new byte[32]);
    for (DtlsFingerprint each :
        List.of(
            DtlsFingerprint.parse("sha-256", own, other),
            DtlsFingerprint.parse("sha-256", other, own))) {
      assertTrue(each.matches(DER));
      assertFalse(each.matches(new byte[] {1, 2, 3, 5}));
    }
    assertNull(DtlsFingerprint.parse("sha-256", own, "00"));
  }

  @Test
  void anythingElseIsNone() {
    String good = COLONS.formatHex(new byte[32]);
    assertNull(DtlsFingerprint.parse("md5", COLONS.formatHex(new byte[16])));
    assertNull(DtlsFingerprint.parse("", good));
    assertNull(DtlsFingerprint.parse("sha-256", ""));
    assertNull(DtlsFingerprint.parse("sha-256", good.substring(1)));
    assertNull(DtlsFingerprint.parse("sha-256", good.replace(':', '-')));
    assertNull(DtlsFingerprint.parse("sha-256", good.replace('0', 'G')));
    assertNull(DtlsFingerprint.parse("sha-1", good));
  }
}
