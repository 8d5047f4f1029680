/**
 * The log of a stream: access units of each track in a ring, each with its bytes once and the table
 * of its RTP packets, and the formats that they refer to.
 */
@NullMarked
package dev.sluice.stream.log;

import org.jspecify.annotations.NullMarked;
