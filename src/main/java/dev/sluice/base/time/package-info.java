/**
 * Media time: 90 kHz arithmetic, unwrapping of 33-bit time stamps, stream time, RTP time, NTP time.
 *
 * <p>Nothing here reads a clock: the time is an argument.
 */
@NullMarked
package dev.sluice.base.time;

import org.jspecify.annotations.NullMarked;
