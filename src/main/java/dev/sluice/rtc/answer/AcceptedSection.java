package dev.sluice.rtc.answer;

import dev.sluice.rtc.sdp.MediaSection;
import dev.sluice.rtc.sdp.PayloadType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A section of the offer together with what the answer says to it.
 *
 * @param section as offered
 * @param type the payload type chosen in it
 * @param parameters value of {@code a=fmtp} in the answer, null for none
 * @param media what is agreed on
 * @param warning what may go wrong, null when nothing
 */
record AcceptedSection(
    MediaSection section,
    PayloadType type,
    @Nullable String parameters,
    AcceptedMedia media,
    @Nullable String warning) {
  /** What is said to that section of the offer; null where it is not sent. */
  static @Nullable AcceptedSection of(MediaSection section, List<AcceptedSection> sent) {
    for (AcceptedSection each : sent) {
      if (each.section().index() == section.index()) {
        return each;
      }
    }
    return null;
  }
}
