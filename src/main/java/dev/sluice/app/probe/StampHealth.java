package dev.sluice.app.probe;

/**
 * Findings on the time stamps of a track.
 *
 * @param missing access units that begin a PES packet and have no time stamp
 * @param backwards DTS values earlier than the previous one
 * @param jumps DTS values more than 2 s from the previous one; data may be sparse, so only
 *     backwards
 * @param longestStepMillis longest distance between two PES packets
 * @param leastLeadMillis least lead of a PES packet over its DTS, by the clock references; negative
 *     if it was late
 */
record StampHealth(
    long missing, long backwards, long jumps, long longestStepMillis, long leastLeadMillis) {}
