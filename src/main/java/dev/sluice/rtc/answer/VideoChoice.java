package dev.sluice.rtc.answer;

import dev.sluice.rtc.sdp.PayloadType;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The H.264 payload type chosen for a stream.
 *
 * @param format the chosen format
 * @param warning a possible playback problem as a sentence, null for none
 */
record VideoChoice(H264Format format, @Nullable String warning) {
  private static final Set<H264Format.Fit> STRICT =
      EnumSet.of(H264Format.Fit.SAME_PROFILE, H264Format.Fit.SUPERSET, H264Format.Fit.UNKNOWN);

  private record Rated(H264Format format, H264Format.Fit fit) {
    boolean isBetterThan(Rated other) {
      return fit == other.fit ? byProfile() < other.byProfile() : fit.compareTo(other.fit) < 0;
    }

    /**
     * Prefers the least capable superset; among profiles that do not cover the stream, the most
     * capable.
     */
    private int byProfile() {
      if (format.profileLevelId() == H264Format.UNSPECIFIED) {
        return 0;
      }
      int rank = H264Profile.of(format.profileLevelId()).rank();
      return fit == H264Format.Fit.OTHER_PROFILE ? -rank : rank;
    }
  }

  /**
   * Chooses by profile, level and packetization-mode; the first of equals wins.
   *
   * @param streamProfileLevelId 24 bits of the stream's SPS, {@link H264Format#UNSPECIFIED} before
   *     the first
   * @param strict whether the offered profile and level must cover the stream's
   */
  static Optional<VideoChoice> choose(
      List<PayloadType> offered, int streamProfileLevelId, boolean strict) {
    Rated best = null;
    for (PayloadType type : offered) {
      H264Format format = H264Format.of(type);
      if (format != null) {
        Rated rated = new Rated(format, format.fit(streamProfileLevelId));
        boolean usable = strict ? STRICT.contains(rated.fit) : rated.fit != H264Format.Fit.NONE;
        if (usable && (best == null || rated.isBetterThan(best))) {
          best = rated;
        }
      }
    }
    return best == null
        ? Optional.empty()
        : Optional.of(new VideoChoice(best.format, warning(best, streamProfileLevelId)));
  }

  private static @Nullable String warning(Rated rated, int stream) {
    H264Format format = rated.format;
    return switch (rated.fit) {
      case SAME_PROFILE, SUPERSET, UNKNOWN, NONE -> null;
      case MODE_UNSPECIFIED -> "The viewer's H.264 format has no packetization-mode; 1 is assumed.";
      case SAME_PROFILE_LOW_LEVEL, SUPERSET_LOW_LEVEL ->
          "The stream is H.264 %s, above the offered level, %s."
              .formatted(
                  H264Profile.describe(stream), H264Profile.describe(format.profileLevelId()));
      case OTHER_PROFILE ->
          "The stream is H.264 %s, and no offered profile covers it; the best is %s."
              .formatted(
                  H264Profile.describe(stream), H264Profile.describe(format.profileLevelId()));
    };
  }

  /** The reason for having no choice, as the end of a sentence. */
  static String refusal(List<PayloadType> offered, int stream) {
    List<H264Format> formats =
        offered.stream().map(H264Format::of).filter(Objects::nonNull).toList();
    if (formats.isEmpty()) {
      return "the offer has no H.264 payload type";
    }
    if (formats.stream().noneMatch(format -> format.fit(stream) != H264Format.Fit.NONE)) {
      return "the offer has H.264 without packetization-mode=1 only";
    }
    return "the offer has no H.264 profile and level that covers the stream's, "
        + H264Profile.describe(stream);
  }
}
