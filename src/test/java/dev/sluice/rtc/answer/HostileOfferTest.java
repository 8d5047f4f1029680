package dev.sluice.rtc.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SdpOffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Any input is answered, or rejected with a sentence, within a bounded time. */
class HostileOfferTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final AnswerParameters ALL = Offers.parameters(false, AnswerFeature.values());

  /**
   * Answers or rejects an offer, and checks that an answer has as many sections and is clean text.
   */
  private static void tryOut(String text) {
    try {
      SdpOffer offer = SdpOffer.parse(text);
      SdpAnswer answer = Offers.answer(text, Offers.BOTH, Offers.HIGH_31, ALL);
      long sections = answer.text().lines().filter(line -> line.startsWith("m=")).count();
      assertEquals(offer.sections().size(), sections);
      String plain = answer.text().replace("\r\n", "");
      assertTrue(plain.chars().allMatch(each -> each >= ' ' && each < 0x7F), plain);
    } catch (SdpException e) {
      assertTrue(e.getMessage().length() < 20_000);
    }
  }

  @Test
  void aLineOfAMegabyte() {
    String line = "a=fmtp:96 " + "x=1;".repeat(1 << 18);
    assertTimeout(
        SOON,
        () ->
            assertThrows(
                SdpException.class,
                () -> SdpOffer.parse(OfferText.videoAndAudio().add(0, line).toString())));
  }

  @Test
  void attributesThatAreTooLongArePassedOver() throws SdpException {
    OfferText text = OfferText.videoAndAudio().add(0, "a=x:" + "y".repeat(9000));
    assertEquals(OfferText.videoAndAudio().answer().text(), text.answer().text());
  }

  @Test
  void aMediaLineThatIsTooLong() {
    String line = "m=video 9 UDP/TLS/RTP/SAVPF 96";
    OfferText text = OfferText.videoOnly().replace(0, line, line + " 97".repeat(3000));
    SdpException refusal = assertThrows(SdpException.class, () -> SdpOffer.parse(text.toString()));
    assertTrue(refusal.getMessage().startsWith("Line 6 "), refusal.getMessage());
  }

  @Test
  void aMidThatIsTooLong() throws SdpException {
    String longest = "m".repeat(256);
    OfferText text = new OfferText().session("a=group:BUNDLE " + longest).video(longest);
    assertTrue(text.answer().text().contains("a=mid:" + longest + "\r\n"));
    OfferText longer = OfferText.bundle().video("m".repeat(257)).audio("1");
    SdpException refusal = assertThrows(SdpException.class, longer::answer);
    assertTrue(refusal.getMessage().contains("a=mid"), refusal.getMessage());
  }

  @Test
  void tenThousandAttributes() {
    for (String line :
        List.of(
            "a=x",
            "a=rtcp-fb:96 nack",
            "a=extmap:%d urn:x",
            "a=fingerprint:sha-256 AA",
            "a=rtpmap:%d H264/90000",
            "a=fmtp:96 a=b;c=d",
            "a=mid:%d",
            "a=group:BUNDLE 0 1")) {
      for (int count : new int[] {8000, 10_000}) {
        StringBuilder lines = new StringBuilder(OfferText.videoAndAudio().toString());
        for (int i = 0; i < count; i++) {
          lines.append(line.formatted(i % 200)).append('\n');
        }
        assertTimeout(SOON, () -> tryOut(lines.toString()));
      }
    }
  }

  @Test
  void manySections() {
    OfferText text = new OfferText().session("a=group:BUNDLE " + "0 1 ".repeat(1000));
    for (int i = 0; i < 64; i++) {
      text.video("v" + i);
    }
    assertTimeout(SOON, () -> tryOut(text.toString()));
    assertThrows(SdpException.class, () -> SdpOffer.parse(text.audio("one-more").toString()));
  }

  @Test
  void aMediaLineOfManyFormats() {
    String formats = " 96".repeat(257);
    OfferText text = OfferText.bundle().section("m=video 9 UDP/TLS/RTP/SAVPF" + formats, "0");
    assertThrows(SdpException.class, () -> SdpOffer.parse(text.toString()));
  }

  @Test
  void carriageReturnsAndControlCharactersNeverReachTheAnswer() {
    OfferText text =
        OfferText.videoAndAudio()
            .replace(0, "a=rtpmap:96 H264/90000", "a=rtpmap:96 H264/90000\rm=evil 1 X 1")
            .replace(0, "a=mid:0", "a=mid:0\rX")
            .add(1, "a=rtpmap:111 opus\u0000/48000/2");
    tryOut(text.toString());
  }

  @ParameterizedTest
  @FieldSource("dev.sluice.rtc.answer.Offers#GOLDEN")
  void everyPrefix(String name) {
    String text = Offers.golden(name);
    assertTimeout(
        Duration.ofSeconds(30),
        () -> {
          for (int length = 0; length < text.length(); length += 17) {
            tryOut(text.substring(0, length));
          }
        });
  }

  @ParameterizedTest
  @FieldSource("dev.sluice.rtc.answer.Offers#GOLDEN")
  void mutations(String name) {
    long seed = name.hashCode();
    Random random = new Random(seed);
    for (int i = 0; i < 400; i++) {
      String mutant = mutate(Offers.golden(name), random);
      try {
        tryOut(mutant);
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", round " + i + ":\n" + mutant, e);
      }
    }
  }

  private static String mutate(String text, Random random) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(lines.size());
      switch (random.nextInt(6)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
        case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
        case 3 -> lines.set(at, lines.get(at).substring(0, lines.get(at).length() / 2));
        case 4 -> lines.set(at, garble(lines.get(at), random));
        default -> lines.set(at, lines.get(at).replaceAll("[0-9]+", "" + random.nextInt()));
      }
    }
    return String.join(random.nextBoolean() ? "\r\n" : "\n", lines);
  }

  private static String garble(String line, Random random) {
    StringBuilder garbled = new StringBuilder(line);
    for (int i = 0; i < garbled.length(); i++) {
      if (random.nextInt(8) == 0) {
        garbled.setCharAt(i, (char) random.nextInt(0x180));
      }
    }
    return garbled.toString();
  }
}
