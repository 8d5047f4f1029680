package dev.sluice.conformance.clients;

import java.util.List;

/**
 * The result of a client. Times are milliseconds since the Unix epoch, 0 for never.
 *
 * @param version of the client, in words for the table
 * @param postedAtMillis time of sending the offer
 * @param answeredAtMillis time of the answer
 * @param pictureAtMillis time of the first picture
 * @param pictures number of decoded pictures
 * @param soundPackets number of received sound packets, or of frames decoded from them
 * @param audible true if the sound is not silence
 * @param states of the connection, in order
 */
record Played(
    String version,
    double postedAtMillis,
    double answeredAtMillis,
    double pictureAtMillis,
    long pictures,
    long soundPackets,
    boolean audible,
    List<String> states) {}
