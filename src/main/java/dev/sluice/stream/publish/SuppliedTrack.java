package dev.sluice.stream.publish;

import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;

/**
 * A played track that the service itself supplies because the source has none.
 *
 * @param id {@link Track#VIDEO} or {@link Track#AUDIO}
 * @param kind how it is made
 * @param format as shown to viewers; without parameter sets until the first picture brings them
 * @param originalId id of the source's track that it is made from, or {@link #NO_ORIGINAL}
 */
public record SuppliedTrack(int id, SupplyKind kind, TrackFormat format, int originalId) {
  /**
   * Value of {@code originalId} if the track is made from no track of the source, or from an
   * unnamed one.
   */
  public static final int NO_ORIGINAL = -1;

  /** Whether it is made from another track. */
  public boolean transcoded() {
    return kind == SupplyKind.TRANSCODED;
  }

  /** The track as viewers get it. */
  public Track track() {
    return new Track(id, format);
  }
}
