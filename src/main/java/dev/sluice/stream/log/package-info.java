/**
 * The log of a stream: per track, access units with tables of their RTP packets, in memory that all
 * streams share, and the formats of the access units.
 */
@NullMarked
package dev.sluice.stream.log;

import org.jspecify.annotations.NullMarked;
