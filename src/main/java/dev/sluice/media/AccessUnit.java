package dev.sluice.media;

/**
 * What is known of one access unit besides its bytes: one coded picture, or one packet of audio or
 * data.
 *
 * @param trackId id of its {@link Track}
 * @param ptsTicks90k stream time of presentation: 90 kHz ticks since the Unix epoch, monotonic
 *     across everything the source does
 * @param dtsTicks90k stream time of decoding; equal to the PTS where the source gives none
 * @param sourcePts33 the source's own PTS, 33 bits, as it was read
 * @param arrivalNanos when its last byte arrived, on the clock of {@code System.nanoTime}
 * @param configId {@link VideoConfig#id} in force, 0 for anything but video
 * @param key whether decoding can start here
 * @param discontinuity whether the source's time base changed just before it
 */
public record AccessUnit(
    int trackId,
    long ptsTicks90k,
    long dtsTicks90k,
    long sourcePts33,
    long arrivalNanos,
    int configId,
    boolean key,
    boolean discontinuity) {}
