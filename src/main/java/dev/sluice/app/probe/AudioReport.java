package dev.sluice.app.probe;

/**
 * Findings on an audio track.
 *
 * @param channels channel count, 0 if unknown
 * @param unitMillis mean duration of an access unit
 * @param longestBurstMillis longest duration of audio in one PES packet
 */
record AudioReport(int channels, double unitMillis, double longestBurstMillis) {}
