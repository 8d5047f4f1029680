package dev.sluice.rtc.sdp;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A format of an offered media section.
 *
 * @param number 0..127
 * @param encoding name as written, empty when there is no {@code a=rtpmap}
 * @param clockRateHz clock of the RTP time, 0 when not known
 * @param channels count of audio channels, 0 when not given
 * @param parameters value of {@code a=fmtp}, null when there is none
 * @param feedback what the offer allows for it
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

  /** The value of one {@code name=value} of the parameters, names in any case. */
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

  /** What stands behind the number in {@code a=rtpmap}. */
  public String map() {
    return encoding + "/" + clockRateHz + (channels > 0 ? "/" + channels : "");
  }
}
