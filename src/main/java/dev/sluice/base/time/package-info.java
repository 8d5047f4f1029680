/**
 * Media time without a clock: 90 kHz arithmetic, unwrapping of 33-bit stamps, RTP time, NTP time.
 *
 * <p>Nothing here reads a clock; the time is always an argument.
 */
@NullMarked
package dev.sluice.base.time;

import org.jspecify.annotations.NullMarked;
