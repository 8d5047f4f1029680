package dev.sluice.media;

import java.util.List;

/**
 * A producer's counts on one of its tracks, since the track was declared.
 *
 * @param trackId id of the {@link Track}
 * @param packets pieces of data that arrived, whether or not they became access units
 * @param unstampedPackets those of them that were placed by their arrival, for want of stamps
 * @param dropped parts that did not become access units, by reason
 */
public record TrackInput(
    int trackId, long packets, long unstampedPackets, List<DroppedUnits> dropped) {
  /** Copies the list. */
  public TrackInput {
    dropped = List.copyOf(dropped);
  }
}
