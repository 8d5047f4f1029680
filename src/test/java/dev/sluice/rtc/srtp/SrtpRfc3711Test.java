package dev.sluice.rtc.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The test vectors of RFC 3711 appendix B. */
class SrtpRfc3711Test {
  private static final byte[] MASTER_KEY = Hex.bytes("E1F97A0D3E018BE0D64FA32C06DE4139");
  private static final byte[] MASTER_SALT = Hex.bytes("0EC675AD498AFEEBB6960B3AABE6");
  private static final KeyDerivation KEYS =
      new KeyDerivation(SrtpProfile.AES128_CM_HMAC_SHA1_80, MASTER_KEY, MASTER_SALT);

  /** B.2: the stream is compared at its start and where the counter passes 0xfeff. */
  @Test
  void counterModeKeyStream() {
    KeyStream keyStream =
        new KeyStream(
            Hex.bytes("2B7E151628AED2A6ABF7158809CF4F3C"),
            Hex.bytes("F0F1F2F3F4F5F6F7F8F9FAFBFCFD"));
    byte[] stream = new byte[0xff02 * 16];
    keyStream.apply(stream, 0, stream.length, 0, 0);
    assertArrayEquals(
        Hex.bytes(
            """
            E03EAD0935C95E80E166B16DD92B4EB4
            D23513162B02D0F72A43A2FE4A5F97AB
            41E95B3BB0A2E8DD477901E4FCA894C0
            """),
        Arrays.copyOf(stream, 48));
    assertArrayEquals(
        Hex.bytes(
            """
            EC8CDF7398607CB0F2D21675EA9EA1E4
            362B7C3C6773516318A077D7FC5073AE
            6A2CC3787889374FBEB4C81B17BA6C44
            """),
        Arrays.copyOfRange(stream, 0xfeff * 16, 0xff02 * 16));
  }

  /** B.3, label 0. */
  @Test
  void cipherKey() {
    assertArrayEquals(Hex.bytes("C61E7A93744F39EE10734AFE3FF7A087"), KEYS.derive(0, 16));
  }

  /** B.3, label 2. */
  @Test
  void cipherSalt() {
    assertArrayEquals(Hex.bytes("30CBBC08863D8C85D49DB34A9AE1"), KEYS.derive(2, 14));
  }

  /** B.3, label 1, all 94 bytes that are given. */
  @Test
  void authenticationKey() {
    assertArrayEquals(
        Hex.bytes(
            """
            CEBE321F6FF7716B6FD4AB49AF256A15
            6D38BAA48F0A0ACF3C34E2359E6CDBCE
            E049646C43D9327AD175578EF7227098
            6371C10C9A369AC2F94A8C5FBCDDDC25
            6D6E919A48B610EF17C2041E47403576
            6B68642C59BBFC2F34DB60DBDFB2
            """),
        KEYS.derive(1, 94));
  }
}
