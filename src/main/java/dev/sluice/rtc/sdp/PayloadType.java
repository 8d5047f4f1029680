package dev.sluice.rtc.sdp;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A payload type of an offered media section.
 *
 * @param number 0..127
 * @param encoding encoding name, empty without {@code a=rtpmap}
 * @param clockRateHz RTP clock rate, 0 if not known
 * @param channels count of audio channels, 0 if not given
 * @param parameters value of {@code a=fmtp}, null without one
 * @param feedback RTCP feedback that the offer allows
 */
public record PayloadType(
    int number,
    String encoding,
    int clockRateHz,
    int channels,
    @Nullable String parameters,
    Set<FeedbackType> feedback) {
  /** Copies the set. */
  public PayloadType {
    feedback = Set.copyOf(feedback);
  }

  /** The value of a format parameter, null if it is absent. Names are case-insensitive. */
  public @Nullable String parameter(String name) {
    if (parameters == null) {
      return null;
    }
    int at = 0;
    while (at < parameters.length()) {
      int semicolon = parameters.indexOf(';', at);
      int end = semicolon < 0 ? parameters.length() : semicolon;
      int equals = parameters.indexOf('=', at);
      if (equals >= 0
          && equals < end
          && parameters.substring(at, equals).trim().equalsIgnoreCase(name)) {
        return parameters.substring(equals + 1, end).trim();
      }
      at = end + 1;
    }
    return null;
  }

  /** The value after the number in {@code a=rtpmap}. */
  public String map() {
    return encoding + "/" + clockRateHz + (channels > 0 ? "/" + channels : "");
  }
}
