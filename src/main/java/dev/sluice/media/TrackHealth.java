package dev.sluice.media;

import java.util.List;

/**
 * The health of one track of a source at one moment.
 *
 * @param trackId id of the {@link Track}
 * @param state as a viewer experiences it
 * @param sentence about the state for a person; empty if nothing is wrong
 * @param accessUnits taken into the log since the track was declared
 * @param lastArrivalNanos arrival of the newest of them; meaningless if there is none
 * @param dropped parts that viewers do not get, by reason
 */
public record TrackHealth(
    int trackId,
    TrackState state,
    String sentence,
    long accessUnits,
    long lastArrivalNanos,
    List<DroppedUnits> dropped) {
  /** Copies the list. */
  public TrackHealth {
    dropped = List.copyOf(dropped);
  }

  /** Whether the source has had its time to deliver the track and nothing usable has come yet. */
  public boolean absent() {
    return state.yieldsNothing() && accessUnits == 0;
  }
}
