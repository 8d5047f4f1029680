package dev.sluice.conformance.clients;

import java.util.List;

/**
 * What a client made of a stream. Times are milliseconds since the Unix epoch, 0 for never.
 *
 * @param version of the client, in words for the table
 * @param postedAtMillis when the offer was sent
 * @param answeredAtMillis when the answer was there
 * @param pictureAtMillis when the first picture was there
 * @param pictures that were decoded
 * @param soundPackets that came, or frames that were decoded of them
 * @param audible whether there was sound in them, not silence
 * @param states of the connection, in their order
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
