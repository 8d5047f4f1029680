package dev.sluice.rtc.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.rtc.sdp.PayloadType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class H265ChoiceTest {
  private static final int MAIN_4 = 0x01_00_78;
  private static final int MAIN_10_4 = 0x02_00_78;

  /** Offers of Chromium with hardware, and of Safari. */
  private static final String CHROMIUM_MAIN = "level-id=180;profile-id=1;tier-flag=0;tx-mode=SRST";

  private static final String CHROMIUM_MAIN_10 =
      "level-id=180;profile-id=2;tier-flag=0;tx-mode=SRST";
  private static final String SAFARI = "level-id=93;tx-mode=SRST";

  private static List<PayloadType> offered(String... parameters) {
    List<PayloadType> types = new ArrayList<>();
    for (String each : parameters) {
      types.add(new PayloadType(100 + types.size(), "H265", 90_000, 0, each, Set.of()));
    }
    return types;
  }

  private static int chosen(int stream, boolean strict, String... parameters) {
    return H265Choice.choose(offered(parameters), stream, strict)
        .map(choice -> choice.format().type().number())
        .orElse(-1);
  }

  @Test
  void theProfileThatCoversTheStreamIsTaken() {
    assertEquals(101, chosen(MAIN_4, true, CHROMIUM_MAIN_10, CHROMIUM_MAIN));
    assertEquals(100, chosen(MAIN_10_4, true, CHROMIUM_MAIN_10, CHROMIUM_MAIN));
    assertEquals(100, chosen(MAIN_4, true, CHROMIUM_MAIN_10), "a decoder of Main 10 decodes Main");
    assertEquals(-1, chosen(MAIN_10_4, false, CHROMIUM_MAIN));
    assertEquals(-1, chosen(0x04_00_78, false, CHROMIUM_MAIN, CHROMIUM_MAIN_10));
  }

  /** RFC 7798 section 7.1: Main, main tier, level 3.1, SRST. */
  @ParameterizedTest
  @CsvSource({
    "tx-mode=SRST, COVERED",
    "profile-id=1;level-id=93, COVERED",
    "profile-id=1, COVERED",
    "level-id=93, COVERED",
    "level-id=90, LOW_LEVEL",
    "level-id=93;tier-flag=1, COVERED",
    "level-id=93;profile-id=3, NONE"
  })
  void missingParametersHaveTheirDefaults(String parameters, H265Format.Fit fit) {
    H265Format format = H265Format.of(offered(parameters).getFirst());
    assertEquals(
        parameters.equals("tx-mode=SRST") ? H265Format.Fit.UNKNOWN : fit, format.fit(0x01_00_5D));
  }

  @ParameterizedTest
  @CsvSource({
    "tx-mode=MRST;level-id=93",
    "tx-mode=MRMT",
    "profile-space=1;profile-id=1",
    "profile-id=many",
    "level-id=-3",
    "tier-flag=2",
    "profile-id=99999999999"
  })
  void formatsThatCannotBeSentArePassedOver(String parameters) {
    assertNull(H265Format.of(offered(parameters).getFirst()));
  }

  @Test
  void otherCodingsArePassedOver() {
    assertNull(H265Format.of(new PayloadType(96, "H264", 90_000, 0, null, Set.of())));
    assertNull(H265Format.of(new PayloadType(96, "H265", 48_000, 0, null, Set.of())));
  }

  /** Browsers do not look at the level. */
  @Test
  void aLowLevelIsSaidUnlessItMustCoverTheStream() {
    Optional<H265Choice> choice = H265Choice.choose(offered(SAFARI), MAIN_4, false);
    assertEquals(
        "The stream is H.265 Main 4.0, above the offered level, Main 3.1.",
        choice.orElseThrow().warning(MAIN_4));
    assertEquals(-1, chosen(MAIN_4, true, SAFARI));
    assertEquals(-1, chosen(MAIN_4 | 1 << 8, true, CHROMIUM_MAIN), "high tier");
  }

  @Test
  void theAnswerHasTheOfferedParameters() {
    H265Choice choice = H265Choice.choose(offered(SAFARI), MAIN_4, false).orElseThrow();
    assertEquals(
        "level-id=93;profile-id=1;tier-flag=0;tx-mode=SRST",
        choice.format().answerParameters(MAIN_4));
  }

  /** As offered by GStreamer. */
  @Test
  void withoutParametersTheAnswerHasThoseOfTheStream() {
    PayloadType bare = new PayloadType(96, "H265", 90_000, 0, null, Set.of());
    int stream = MAIN_10_4 | 1 << 8;
    H265Choice choice = H265Choice.choose(List.of(bare), stream, true).orElseThrow();
    assertNull(choice.warning(stream));
    assertEquals(
        "level-id=120;profile-id=2;tier-flag=1;tx-mode=SRST",
        choice.format().answerParameters(stream));
  }

  @Test
  void aRefusalNamesWhatIsMissing() {
    assertTrue(H265Choice.refusal(List.of(), MAIN_4).contains("no H.265 payload type"));
    assertTrue(H265Choice.refusal(offered(CHROMIUM_MAIN), MAIN_10_4).contains("Main 10 4.0"));
  }
}
