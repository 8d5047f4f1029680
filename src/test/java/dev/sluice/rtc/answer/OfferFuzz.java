package dev.sluice.rtc.answer;

import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SdpOffer;
import java.nio.charset.StandardCharsets;

/** Fuzz target: an offer. Its answer must be clean text with as many sections. */
public final class OfferFuzz {
  private static final int MAX_REFUSAL_CHARS = 20_000;

  private OfferFuzz() {}

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      SdpOffer offer = SdpOffer.parse(text);
      SdpAnswer answer =
          Offers.answer(
              text, Offers.BOTH, Offers.HIGH_31, Offers.parameters(false, AnswerFeature.values()));
      long sections = answer.text().lines().filter(line -> line.startsWith("m=")).count();
      boolean clean =
          answer.text().chars().allMatch(c -> c == '\r' || c == '\n' || (c >= ' ' && c < 0x7F));
      if (sections != offer.sections().size() || !clean) {
        throw new AssertionError(answer.text());
      }
    } catch (SdpException e) {
      if (e.getMessage().length() > MAX_REFUSAL_CHARS) {
        throw new AssertionError("a refusal of " + e.getMessage().length(), e);
      }
    }
  }
}
