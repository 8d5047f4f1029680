package dev.sluice.app.probe;

import dev.sluice.container.mpegts.ElementaryStream;
import org.jspecify.annotations.Nullable;

/**
 * What was found of one track.
 *
 * @param accessUnits pictures, packets or frames of sound, PES packets of data
 * @param keyUnits those at which decoding can start
 * @param firstPts90k the earliest, unwrapped, or {@link TrackProbe#NO_STAMP}
 * @param lastPts90k the latest
 * @param pesPackets count
 * @param bitsPerSecond of the elementary stream
 * @param flush what tells the end of a PES packet
 * @param earlyPes those that were known to be complete before the next one began
 * @param flushWinMillis how much sooner an access unit leaves than if it had to wait for the next
 * @param video null for anything but H.264
 * @param audio null for anything but sound whose frames were counted
 */
record TrackReport(
    ElementaryStream stream,
    long accessUnits,
    long keyUnits,
    long firstPts90k,
    long lastPts90k,
    long pesPackets,
    long bitsPerSecond,
    StampHealth stamps,
    PesEndSignal flush,
    long earlyPes,
    double flushWinMillis,
    @Nullable VideoReport video,
    @Nullable AudioReport audio) {
  TrackReport with(@Nullable VideoReport newVideo, @Nullable AudioReport newAudio) {
    return new TrackReport(
        stream,
        accessUnits,
        keyUnits,
        firstPts90k,
        lastPts90k,
        pesPackets,
        bitsPerSecond,
        stamps,
        flush,
        earlyPes,
        flushWinMillis,
        newVideo,
        newAudio);
  }
}
