package dev.sluice.rtc.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Table 5 of RFC 6184 section 8.1, and the profiles that a decoder covers. */
class H264ProfileTest {
  @ParameterizedTest
  @CsvSource({
    "42e01f, CONSTRAINED_BASELINE",
    "42c01f, CONSTRAINED_BASELINE",
    "42401f, CONSTRAINED_BASELINE",
    "4d801f, CONSTRAINED_BASELINE",
    "58c01f, CONSTRAINED_BASELINE",
    "42001f, BASELINE",
    "42801f, BASELINE",
    "58801f, BASELINE",
    "4d001f, MAIN",
    "4d401f, MAIN",
    "58001f, EXTENDED",
    "58401f, EXTENDED",
    "64001f, HIGH",
    "640c1f, CONSTRAINED_HIGH",
    "6e001f, HIGH_10",
    "6e101f, OTHER",
    "7a001f, HIGH_422",
    "f4001f, HIGH_444",
    "2c001f, OTHER",
    "00001f, OTHER",
  })
  void profiles(String profileLevelId, H264Profile profile) {
    assertEquals(profile, H264Profile.of(Integer.parseInt(profileLevelId, 16)));
  }

  @ParameterizedTest
  @CsvSource({
    "HIGH, CONSTRAINED_BASELINE, true",
    "HIGH, BASELINE, false",
    "EXTENDED, BASELINE, true",
    "EXTENDED, MAIN, false",
    "BASELINE, CONSTRAINED_BASELINE, true",
    "CONSTRAINED_BASELINE, BASELINE, false",
    "HIGH, MAIN, true",
    "MAIN, HIGH, false",
    "HIGH, CONSTRAINED_HIGH, true",
    "CONSTRAINED_HIGH, HIGH, false",
    "CONSTRAINED_HIGH, MAIN, false",
    "HIGH_444, HIGH, true",
    "HIGH_422, HIGH_10, true",
    "HIGH_444, EXTENDED, false",
    "OTHER, CONSTRAINED_BASELINE, false",
    "HIGH_444, OTHER, false",
  })
  void decodes(H264Profile decoder, H264Profile stream, boolean expected) {
    assertEquals(expected, decoder.decodes(stream));
  }

  @Test
  void levelsGrow() {
    int level1 = H264Profile.level(0x42E00A);
    int level1b = H264Profile.level(0x42F00B);
    int level11 = H264Profile.level(0x42E00B);
    assertTrue(level1 < level1b && level1b < level11);
    assertEquals(level1b, H264Profile.level(0x640009));
    assertEquals("Main 3.1 (4d401f)", H264Profile.describe(0x4D401F));
    assertEquals("Constrained Baseline 1b (42f00b)", H264Profile.describe(0x42F00B));
  }
}
