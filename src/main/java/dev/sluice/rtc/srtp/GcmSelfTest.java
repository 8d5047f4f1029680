package dev.sluice.rtc.srtp;

import dev.sluice.base.bytes.Bytes;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Function;

/**
 * Checks an implementation of AES-GCM against the vectors of RFC 7714 and against the JDK's
 * implementation.
 */
final class GcmSelfTest {
  private static final String SALT = "517569642070726f2071756f";
  private static final String KEY_128 = "000102030405060708090a0b0c0d0e0f";
  private static final String KEY_256 = KEY_128 + "101112131415161718191a1b1c1d1e1f";
  private static final String PLAIN =
      "8040f17b8041f8d35501a0b247616c6c696120657374206f6d6e6973206469766973612069"
          + "6e207061727465732074726573";
  private static final int INDEX = 0xf17b;

  /** Section 16.1.1. */
  private static final String SEALED_128 =
      "8040f17b8041f8d35501a0b2f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a"
          + "51c7d19b36de3adf8833899d7f27beb16a9152cf765ee4390cce";

  /** Section 16.2.1. */
  private static final String SEALED_256 =
      "8040f17b8041f8d35501a0b232b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a02"
          + "76ffae0f1ba63799b87b7aa3db36dfffd6b0f9bb7878d7a76c13";

  private static final int HEADER_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int LONGEST_BYTES = 1500;

  /** Covers every remainder of a block, and lengths with and without the multi-block code path. */
  private static final int STEP_BYTES = 37;

  private GcmSelfTest() {}

  /**
   * Checks both key lengths.
   *
   * @param sealing creates the encryptor under test from keys
   * @param opening creates the decryptor under test from keys
   */
  static <T extends RtpEncryptor & RtcpEncryptor> boolean passes(
      Function<SrtpSessionKeys, T> sealing, Function<SrtpSessionKeys, RtcpDecryptor> opening) {
    return passes(sealing, opening, KEY_128, SEALED_128)
        && passes(sealing, opening, KEY_256, SEALED_256);
  }

  private static <T extends RtpEncryptor & RtcpEncryptor> boolean passes(
      Function<SrtpSessionKeys, T> sealing,
      Function<SrtpSessionKeys, RtcpDecryptor> opening,
      String key,
      String sealed) {
    SrtpSessionKeys keys = new SrtpSessionKeys(hex(key), new byte[0], hex(SALT));
    try (T tried = sealing.apply(keys);
        RtcpDecryptor opener = opening.apply(keys)) {
      return opens(opener, report(tried, hex(PLAIN)))
          && Arrays.equals(hex(sealed), seal(tried, hex(PLAIN), INDEX))
          && sameAs(new GcmTransform(keys), tried)
          && Arrays.equals(report(new GcmTransform(keys), hex(PLAIN)), report(tried, hex(PLAIN)));
    }
  }

  private static boolean sameAs(RtpEncryptor known, RtpEncryptor tried) {
    byte[] packet = new byte[0];
    for (int length = HEADER_BYTES; length < LONGEST_BYTES; length += STEP_BYTES) {
      // The previous ciphertext is the content of the next packet.
      packet = Arrays.copyOf(packet, length);
      Bytes.put32(packet, 0, 0x8060_0000 | length);
      byte[] expected = seal(known, packet, length);
      if (!Arrays.equals(expected, seal(tried, packet, length))) {
        return false;
      }
      packet = expected;
    }
    return true;
  }

  /** Whether the opener decrypts the report, and rejects a modified one. */
  private static boolean opens(RtcpDecryptor opener, byte[] report) {
    byte[] changed = report.clone();
    changed[HEADER_BYTES] ^= 1;
    int length = opener.openRtcp(report, 0, report.length);
    return length == hex(PLAIN).length
        && Arrays.equals(hex(PLAIN), Arrays.copyOf(report, length))
        && opener.openRtcp(changed, 0, changed.length) < 0;
  }

  private static byte[] seal(RtpEncryptor transform, byte[] plain, int index) {
    PacketBuffer room = new PacketBuffer(LONGEST_BYTES + TAG_BYTES, LONGEST_BYTES + TAG_BYTES);
    System.arraycopy(plain, 0, room.head(), 0, HEADER_BYTES);
    int payloadBytes = plain.length - HEADER_BYTES;
    int length =
        transform.sealRtp(
            room, 0, HEADER_BYTES, HEADER_BYTES, plain, HEADER_BYTES, payloadBytes, index);
    return room.packets().asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
  }

  private static byte[] report(RtcpEncryptor transform, byte[] plain) {
    byte[] packet = Arrays.copyOf(plain, plain.length + TAG_BYTES + Integer.BYTES);
    transform.sealRtcp(packet, 0, plain.length, INDEX);
    return packet;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
