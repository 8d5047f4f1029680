package dev.sluice.rtc.sdp;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the {@code a=rtpmap}, {@code a=fmtp} and {@code a=rtcp-fb} attributes of a media
 * section, which may come in any order.
 */
final class PayloadTypesBuilder {
  private static final int MAX_NUMBER = 127;

  /** RTP with these numbers looks like RTCP on the same port (RFC 5761 section 4). */
  private static final int FIRST_RTCP_NUMBER = 64;

  private static final int LAST_RTCP_NUMBER = 95;
  private static final int MAX_RATE_HZ = 999_999_999;
  private static final int MAX_CHANNELS = 255;
  private static final int MAX_ENCODING_CHARS = 64;

  private final Map<Integer, Attributes> byNumber = new HashMap<>();
  private final EnumSet<FeedbackType> feedbackOfAll = EnumSet.noneOf(FeedbackType.class);

  private static final class Attributes {
    String encoding = "";
    int clockRateHz;
    int channels;
    @Nullable String parameters;
    final EnumSet<FeedbackType> feedback = EnumSet.noneOf(FeedbackType.class);
  }

  private record Numbered(int number, String rest) {}

  /** Splits {@code <number> <rest>}. */
  private static Optional<Numbered> numbered(String value) {
    int blank = value.indexOf(' ');
    int number = blank < 0 ? -1 : SdpTokens.number(value.substring(0, blank), MAX_NUMBER);
    return number < 0
        ? Optional.empty()
        : Optional.of(new Numbered(number, value.substring(blank + 1).strip()));
  }

  private Attributes attributes(int number) {
    return byNumber.computeIfAbsent(number, key -> new Attributes());
  }

  /** Adds an {@code a=rtpmap}: {@code <number> <encoding>/<clock rate>[/<channels>]}. */
  void map(String value) {
    numbered(value)
        .ifPresent(
            line -> {
              String[] parts = line.rest().split("/", 4);
              Attributes attributes = attributes(line.number());
              int rate = parts.length < 2 ? -1 : SdpTokens.number(parts[1], MAX_RATE_HZ);
              if (rate > 0
                  && attributes.encoding.isEmpty()
                  && SdpTokens.visible(parts[0], MAX_ENCODING_CHARS)) {
                attributes.encoding = parts[0];
                attributes.clockRateHz = rate;
                attributes.channels =
                    parts.length < 3 ? 0 : Math.max(0, SdpTokens.number(parts[2], MAX_CHANNELS));
              }
            });
  }

  /** Adds an {@code a=fmtp}: {@code <number> <parameters>}. */
  void parameters(String value) {
    numbered(value)
        .ifPresent(
            line -> {
              Attributes attributes = attributes(line.number());
              if (attributes.parameters == null) {
                attributes.parameters = line.rest();
              }
            });
  }

  /** Adds an {@code a=rtcp-fb}: {@code <number or *> <type>}. */
  void feedback(String value) {
    if (value.startsWith("* ")) {
      FeedbackType.ofValue(value.substring(2)).ifPresent(feedbackOfAll::add);
      return;
    }
    numbered(value)
        .ifPresent(
            line ->
                FeedbackType.ofValue(line.rest())
                    .ifPresent(kind -> attributes(line.number()).feedback.add(kind)));
  }

  /**
   * The payload types listed in the {@code m=} line, in its order, without repetitions and without
   * those that cannot share a port with RTCP.
   */
  List<PayloadType> build(List<String> formats) {
    List<PayloadType> built = new ArrayList<>(formats.size());
    BitSet seen = new BitSet(MAX_NUMBER + 1);
    for (String format : formats) {
      int number = SdpTokens.number(format, MAX_NUMBER);
      boolean sharesPort = number < FIRST_RTCP_NUMBER || number > LAST_RTCP_NUMBER;
      if (number >= 0 && sharesPort && !seen.get(number)) {
        seen.set(number);
        built.add(build(number, attributes(number)));
      }
    }
    return built;
  }

  private PayloadType build(int number, Attributes attributes) {
    Set<FeedbackType> feedback = EnumSet.copyOf(feedbackOfAll);
    feedback.addAll(attributes.feedback);
    return new PayloadType(
        number,
        attributes.encoding,
        attributes.clockRateHz,
        attributes.channels,
        attributes.parameters,
        feedback);
  }
}
