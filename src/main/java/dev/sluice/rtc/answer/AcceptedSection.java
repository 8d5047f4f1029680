package dev.sluice.rtc.answer;

import dev.sluice.rtc.sdp.MediaSection;
import dev.sluice.rtc.sdp.PayloadType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An offered media section that the answer accepts.
 *
 * @param section as offered
 * @param type the chosen payload type
 * @param parameters value of {@code a=fmtp} in the answer, null for none
 * @param media the negotiated parameters
 * @param warning a possible playback problem as a sentence, null for none
 */
record AcceptedSection(
    MediaSection section,
    PayloadType type,
    @Nullable String parameters,
    AcceptedMedia media,
    @Nullable String warning) {
  /** Finds the accepted section of {@code section} in {@code sent}; null if it is not there. */
  static @Nullable AcceptedSection of(MediaSection section, List<AcceptedSection> sent) {
    for (AcceptedSection each : sent) {
      if (each.section().index() == section.index()) {
        return each;
      }
    }
    return null;
  }
}
