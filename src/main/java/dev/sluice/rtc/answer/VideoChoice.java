package dev.sluice.rtc.answer;

import dev.sluice.rtc.sdp.PayloadType;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the offered H.264 payload types a stream is sent as.
 *
 * @param format the chosen one
 * @param warning what may go wrong with it, null when nothing
 */
record VideoChoice(H264Format format, @Nullable String warning) {
  private static final Set<H264Format.Fit> STRICT =
      EnumSet.of(H264Format.Fit.SAME_PROFILE, H264Format.Fit.SUPERSET, H264Format.Fit.UNKNOWN);

  private record Rated(H264Format format, H264Format.Fit fit) {
    boolean isBetterThan(Rated other) {
      return fit == other.fit ? byProfile() < other.byProfile() : fit.compareTo(other.fit) < 0;
    }

    /** Among supersets the nearest, among those that are none the one that can do most. */
    private int byProfile() {
      if (format.profileLevelId() == H264Format.UNSAID) {
        return 0;
      }
      int richness = H264Profile.of(format.profileLevelId()).richness();
      return fit == H264Format.Fit.OTHER_PROFILE ? -richness : richness;
    }
  }

  /**
   * Chooses by profile, level and mode; among equals the first.
   *
   * @param streamProfileLevelId 24 bits of the stream's SPS, {@link H264Format#UNSAID} when unknown
   * @param strict whether the offer must say that it can decode the stream
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
      case MODE_UNSAID ->
          "The viewer's H.264 format has no packetization-mode; it is taken to be 1.";
      case SAME_PROFILE_LOW_LEVEL, SUPERSET_LOW_LEVEL ->
          "The stream is H.264 %s, above the level that the viewer offers, %s."
              .formatted(
                  H264Profile.describe(stream), H264Profile.describe(format.profileLevelId()));
      case OTHER_PROFILE ->
          "The stream is H.264 %s, and the viewer offers no profile that covers it, at best %s."
              .formatted(
                  H264Profile.describe(stream), H264Profile.describe(format.profileLevelId()));
    };
  }

  /** Why there is no choice, as the end of a sentence. */
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
