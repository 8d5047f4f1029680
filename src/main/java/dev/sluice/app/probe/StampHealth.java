package dev.sluice.app.probe;

/**
 * How good the stamps of a track are.
 *
 * @param missing PES packets without one
 * @param backwards decoding times earlier than the one before
 * @param jumps decoding times more than 2 s from the one before
 * @param longestStepMillis between two PES packets
 * @param leastLeadMillis how long before its decoding time a PES packet came, by the clock
 *     references; negative is too late
 */
record StampHealth(
    long missing, long backwards, long jumps, long longestStepMillis, long leastLeadMillis) {}
