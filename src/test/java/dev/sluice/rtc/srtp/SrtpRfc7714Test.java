package dev.sluice.rtc.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The test vectors of RFC 7714 sections 16 and 17, which give session keys, not master keys. */
class SrtpRfc7714Test {
  private static final String SALT = "517569642070726f2071756f";
  private static final String KEY_128 = "000102030405060708090a0b0c0d0e0f";
  private static final String KEY_256 = KEY_128 + "101112131415161718191a1b1c1d1e1f";
  private static final int ROOM = 64;

  private static final String RTP_HEADER = "8040f17b8041f8d35501a0b2";
  private static final String RTP =
      RTP_HEADER
          + "47616c6c696120657374206f6d6e6973206469766973612069"
          + "6e207061727465732074726573";
  private static final String RTCP =
      "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61"
          + "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef";

  private static GcmTransform transform(String key) {
    return new GcmTransform(new SrtpSessionKeys(Hex.bytes(key), new byte[0], Hex.bytes(SALT)));
  }

  private static String sealRtp(SrtpEngine engine, SrtpProfile profile, String key) {
    byte[] plain = Hex.bytes(RTP);
    PacketBuffer room = new PacketBuffer(plain.length + ROOM, plain.length + ROOM);
    System.arraycopy(plain, 0, room.head(), 0, 12);
    SrtpSessionKeys keys = new SrtpSessionKeys(Hex.bytes(key), new byte[0], Hex.bytes(SALT));
    try (RtpEncryptor transform = engine.rtp(profile, keys)) {
      int length = transform.sealRtp(room, 0, 12, 12, plain, 12, plain.length - 12, 0xf17b);
      return Hex.text(room.packets().toArray(ValueLayout.JAVA_BYTE), 0, length);
    }
  }

  private static String sealRtcp(String key) {
    byte[] plain = Hex.bytes(RTCP);
    byte[] packet = Arrays.copyOf(plain, plain.length + ROOM);
    int length = transform(key).sealRtcp(packet, 0, plain.length, 0x5d4);
    return Hex.text(packet, 0, length);
  }

  private static String openRtcp(String key, String wire) {
    byte[] packet = Hex.bytes(wire);
    int length = transform(key).openRtcp(packet, 0, packet.length);
    return Hex.text(packet, 0, length);
  }

  /** Section 16.1.1. */
  @ParameterizedTest
  @EnumSource
  void rtpUnderAes128(SrtpEngine engine) {
    assumeTrue(engine.available());
    assertEquals(
        RTP_HEADER
            + "f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a"
            + "51c7d19b36de3adf8833899d7f27beb16a9152cf765ee4390cce",
        sealRtp(engine, SrtpProfile.AEAD_AES_128_GCM, KEY_128));
  }

  /** Section 16.2.1. */
  @ParameterizedTest
  @EnumSource
  void rtpUnderAes256(SrtpEngine engine) {
    assumeTrue(engine.available());
    assertEquals(
        RTP_HEADER
            + "32b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a02"
            + "76ffae0f1ba63799b87b7aa3db36dfffd6b0f9bb7878d7a76c13",
        sealRtp(engine, SrtpProfile.AEAD_AES_256_GCM, KEY_256));
  }

  /** Sections 17.1 and 17.2. */
  @Test
  void rtcpUnderAes128() {
    String wire =
        "81c8000d4d61727363e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32d"
            + "c676a5f1730d6fda4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf872"
            + "45d9eade800005d4";
    assertEquals(wire, sealRtcp(KEY_128));
    assertEquals(RTCP, openRtcp(KEY_128, wire));
  }

  /** Sections 17.3 and 17.4 under the longer key. */
  @Test
  void rtcpUnderAes256() {
    String wire =
        "81c8000d4d617273d50ae4d1f5ce5d304ba297e47d470c282c3ece5dbffe0a50"
            + "a2eaa5c1110555be8415f658c61de0476f1b6fad1d1eb30c4446839f57ff6f6c"
            + "b26ac3be800005d4";
    assertEquals(wire, sealRtcp(KEY_256));
    assertEquals(RTCP, openRtcp(KEY_256, wire));
  }
}
