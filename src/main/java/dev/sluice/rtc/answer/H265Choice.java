package dev.sluice.rtc.answer;

import dev.sluice.rtc.sdp.PayloadType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The H.265 payload type chosen for a stream.
 *
 * @param format the chosen format
 * @param fit its match with the stream
 */
record H265Choice(H265Format format, H265Format.Fit fit) {
  /**
   * Chooses by profile, tier and level: the best match, then the least capable profile, then the
   * first in the offer.
   *
   * @param stream its {@link dev.sluice.media.TrackFormat#profileLevelId}, 0 if it is not known
   * @param strict whether the offered tier and level must cover the stream's; browsers decode above
   *     the level that they offer
   */
  static Optional<H265Choice> choose(List<PayloadType> offered, int stream, boolean strict) {
    H265Choice best = null;
    for (PayloadType type : offered) {
      H265Format format = H265Format.of(type);
      if (format != null) {
        H265Choice choice = new H265Choice(format, format.fit(stream));
        if (choice.usable(strict) && (best == null || choice.isBetterThan(best))) {
          best = choice;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private boolean usable(boolean strict) {
    return switch (fit) {
      case COVERED, UNKNOWN -> true;
      case LOW_LEVEL -> !strict;
      case NONE -> false;
    };
  }

  private boolean isBetterThan(H265Choice other) {
    return fit == other.fit
        ? format.profile() < other.format.profile()
        : fit.compareTo(other.fit) < 0;
  }

  /** A possible playback problem as a sentence, null for none. */
  @Nullable String warning(int stream) {
    return fit == H265Format.Fit.LOW_LEVEL
        ? "The stream is H.265 %s, above the offered level, %s."
            .formatted(H265Format.describe(stream), format.describe())
        : null;
  }

  /** The reason for the lack of a usable payload type, as the end of a sentence. */
  static String refusal(List<PayloadType> offered, int stream) {
    boolean any = offered.stream().map(H265Format::of).anyMatch(Objects::nonNull);
    return any
        ? "the offer has no H.265 profile and level that covers the stream's, "
            + H265Format.describe(stream)
        : "the stream is H.265, and the offer has no H.265 payload type";
  }
}
