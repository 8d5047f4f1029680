package dev.sluice.media;

/**
 * Parts of a track that were dropped for one reason.
 *
 * @param counter name of the count in the API and in the metrics
 * @param count dropped since the track was declared
 * @param reason a clause about the track's data for a person, such as "they are no Opus packets"
 */
public record DroppedUnits(String counter, long count, String reason) {}
