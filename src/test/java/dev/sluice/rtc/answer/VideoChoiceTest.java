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
import org.junit.jupiter.params.provider.ValueSource;

/** Choice of the H.264 payload type for a stream. */
class VideoChoiceTest {
  private static final int HIGH_31 = 0x64001F;
  private static final int CONSTRAINED_BASELINE_31 = 0x42C01F;

  /** Payload types 100, 101 ... with these parameters; an empty string means no parameters. */
  private static List<PayloadType> offered(String... parameters) {
    List<PayloadType> types = new ArrayList<>();
    for (String each : parameters) {
      types.add(
          new PayloadType(
              100 + types.size(), "h264", 90_000, 0, each.isEmpty() ? null : each, Set.of()));
    }
    return types;
  }

  private static String mode1(String profileLevelId) {
    return "packetization-mode=1;profile-level-id=" + profileLevelId;
  }

  private static int chosen(Optional<VideoChoice> choice) {
    return choice.map(each -> each.format().type().number()).orElse(-1);
  }

  /** Index of the chosen profile in the offer. */
  @ParameterizedTest
  @CsvSource({
    "42c01f, 42001f 42e01f 4d001f, 1",
    "42c01f, 4d001f 42001f, 1",
    "42c01f, 64001f 4d001f, 1",
    "4d401f, f4001f 64001f 42e01f, 1",
    "64001f, 42e01f f4001f, 1",
    "64001f, 42e01f 4d001f, 1",
    "64001f, 64000a 64001f, 1",
    "64001f, 64000a f4001f, 0",
    "640028, 64001f 640032, 1",
    "2c001f, 42e01f 2c001f 64001f, 2",
  })
  void byProfileAndLevel(String stream, String profiles, int place) {
    String[] parameters = profiles.split(" ");
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = mode1(parameters[i]);
    }
    Optional<VideoChoice> choice =
        VideoChoice.choose(offered(parameters), Integer.parseInt(stream, 16), false);
    assertEquals(100 + place, chosen(choice));
  }

  @Test
  void fragmentsNeedMode1() {
    List<PayloadType> types =
        offered(
            "packetization-mode=0;profile-level-id=64001f",
            "packetization-mode=2;profile-level-id=64001f",
            "packetization-mode=x;profile-level-id=64001f",
            "PACKETIZATION-MODE = 1 ; Profile-Level-Id=42E01F");
    assertEquals(103, chosen(VideoChoice.choose(types, HIGH_31, false)));
    assertTrue(VideoChoice.choose(types.subList(0, 3), HIGH_31, false).isEmpty());
    assertEquals(
        "the offer has H.264 without packetization-mode=1 only",
        VideoChoice.refusal(types.subList(0, 3), HIGH_31));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "packetization-mode=1", "packetization-mode=1;profile-level-id=zz"})
  void whatSaysNothingOfItsProfileMatches(String parameters) {
    Optional<VideoChoice> choice = VideoChoice.choose(offered(parameters), HIGH_31, true);
    assertNull(choice.orElseThrow().warning());
    assertEquals(
        "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=64001f",
        choice.get().format().answerParameters(HIGH_31));
  }

  @Test
  void aProfileWithoutAModeIsTheLastResort() {
    List<PayloadType> types = offered("profile-level-id=64001f", mode1("42e01f"));
    assertEquals(101, chosen(VideoChoice.choose(types, HIGH_31, false)));
    VideoChoice last = VideoChoice.choose(types.subList(0, 1), HIGH_31, false).orElseThrow();
    assertTrue(String.valueOf(last.warning()).contains("packetization-mode"));
    assertTrue(VideoChoice.choose(types.subList(0, 1), HIGH_31, true).isEmpty());
  }

  @Test
  void strictRefusesWhatLenientWarnsOf() {
    for (String profile : List.of("42e01f", "4d001f", "64001e")) {
      List<PayloadType> types = offered(mode1(profile));
      VideoChoice lenient = VideoChoice.choose(types, HIGH_31, false).orElseThrow();
      assertTrue(String.valueOf(lenient.warning()).contains("High 3.1 (64001f)"));
      assertTrue(VideoChoice.choose(types, HIGH_31, true).isEmpty());
      assertTrue(VideoChoice.refusal(types, HIGH_31).endsWith("High 3.1 (64001f)"));
    }
    List<PayloadType> superset = offered(mode1("f4001f"));
    assertEquals(100, chosen(VideoChoice.choose(superset, HIGH_31, true)));
  }

  @Test
  void theAnswerNamesTheOfferedProfile() {
    VideoChoice choice = VideoChoice.choose(offered(mode1("42E01F")), HIGH_31, false).orElseThrow();
    assertEquals(
        "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
        choice.format().answerParameters(HIGH_31));
  }

  @Test
  void withoutAnSpsTheFirstOfMode1IsTaken() {
    List<PayloadType> types =
        offered("packetization-mode=0;profile-level-id=42001f", mode1("42001f"), mode1("64001f"));
    assertEquals(101, chosen(VideoChoice.choose(types, H264Format.UNSPECIFIED, true)));
  }

  @Test
  void otherCodingsAreNotH264() {
    PayloadType vp8 = new PayloadType(96, "VP8", 90_000, 0, null, Set.of());
    PayloadType slow = new PayloadType(97, "H264", 8_000, 0, null, Set.of());
    List<PayloadType> types = List.of(vp8, slow);
    assertTrue(VideoChoice.choose(types, CONSTRAINED_BASELINE_31, false).isEmpty());
    assertEquals(
        "the offer has no H.264 payload type", VideoChoice.refusal(types, CONSTRAINED_BASELINE_31));
  }
}
