/**
 * The log of a stream: a ring per track with access units and tables of their RTP packets, and the
 * formats of the access units.
 */
@NullMarked
package dev.sluice.stream.log;

import org.jspecify.annotations.NullMarked;
