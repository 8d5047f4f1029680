package dev.sluice.rtc.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.media.TrackSet;
import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SdpOffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Order and unknown lines of an offer do not change the answer. */
class SdpOrderTest {
  @Provide
  Arbitrary<String> golden() {
    return Arbitraries.of(Offers.GOLDEN);
  }

  /** Lines without meaning for the answer. */
  @Provide
  Arbitrary<List<String>> unknown() {
    return Arbitraries.of(
            "i=a title",
            "b=AS:2000",
            "b=TIAS:2000000",
            "k=prompt",
            "a=candidate:1 1 udp 1 0e1b7d1c-2a52-4a0b-a1b6-64e1fd4a2b0f.local 9 typ host",
            "a=candidate:2 1 udp 1 2001:db8::1 9 typ host",
            "a=candidate:3 1 sctp 1 192.0.2.1 9 typ host",
            "a=candidate:garbage",
            "a=rtcp:9 IN IP6 ::",
            "a=x-vendor:;;;===",
            "a=",
            "a=:",
            "zzz",
            "")
        .list()
        .ofMaxSize(20);
  }

  /** Attributes may stand in any order (RFC 8866 section 5.13), unknown ones are ignored. */
  @Property(tries = 200)
  void orderAndUnknownLinesMakeNoDifference(
      @ForAll("golden") String name,
      @ForAll("unknown") List<String> unknown,
      @ForAll Random random,
      @ForAll boolean windows)
      throws SdpException {
    String offer = Offers.golden(name);
    List<String> parts = new ArrayList<>();
    for (String part : offer.split("(?m)^(?=m=)")) {
      List<String> lines = new ArrayList<>(part.lines().toList());
      // The first line of a part keeps its place.
      String first = lines.removeFirst();
      unknown.forEach(line -> lines.add(random.nextInt(lines.size() + 1), line));
      shuffleUnlessOrdered(lines, random);
      lines.addFirst(first);
      parts.add(String.join(windows ? "\r\n" : "\n", lines));
    }
    String changed = String.join(windows ? "\r\n" : "\n", parts);
    for (TrackSet tracks : List.of(Offers.BOTH, Offers.VIDEO_ONLY, Offers.AUDIO_ONLY)) {
      assertEquals(
          Offers.answer(offer, tracks, Offers.HIGH_31).text(),
          Offers.answer(changed, tracks, Offers.HIGH_31).text());
    }
  }

  /** Of repeated attributes the first counts, so fingerprints and extensions keep their order. */
  private static void shuffleUnlessOrdered(List<String> lines, Random random) {
    List<String> ordered = lines.stream().filter(SdpOrderTest::isOrdered).toList();
    lines.removeIf(SdpOrderTest::isOrdered);
    Collections.shuffle(lines, random);
    lines.addAll(ordered);
  }

  private static boolean isOrdered(String line) {
    return line.startsWith("a=fingerprint:") || line.startsWith("a=extmap:");
  }

  @Property(tries = 1000)
  void anyTextIsAnOfferOrRefused(@ForAll String text) {
    try {
      SdpOffer.parse("v=0\n" + text);
    } catch (SdpException e) {
      assertEquals('.', e.getMessage().charAt(e.getMessage().length() - 1));
    }
  }
}
