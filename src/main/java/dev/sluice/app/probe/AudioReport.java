package dev.sluice.app.probe;

/**
 * What was found of a track of sound.
 *
 * @param channels count, 0 where it is not known
 * @param unitMillis how long an access unit lasts, on average
 * @param longestBurstMillis the most sound that came in one PES packet
 */
record AudioReport(int channels, double unitMillis, double longestBurstMillis) {}
