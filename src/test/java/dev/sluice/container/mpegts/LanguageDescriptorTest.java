package dev.sluice.container.mpegts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ISO_639_language_descriptor (ISO/IEC 13818-1 clause 2.6.18). */
class LanguageDescriptorTest {
  @ParameterizedTest
  @CsvSource({
    "0a04_656e67_00, eng",
    "0a04_444555_01, deu",
    "0a08_66726100_64657500, fra",
    "0a02_656e, ''",
    "0a04_3f3f3f_00, ''",
    "0a04_656e, ''",
    "'', ''"
  })
  void languageOfTheStream(String descriptors, String language) {
    byte[] bytes = java.util.HexFormat.of().parseHex(descriptors.replace("_", ""));
    assertEquals(language, new StreamDescription(0x0F, bytes, 0, bytes.length).language());
  }
}
