/**
 * RTCP (RFC 3550, RFC 4585, RFC 5104): writes sender reports, reads a viewer's reports and
 * feedback.
 */
@NullMarked
package dev.sluice.rtc.rtcp;

import org.jspecify.annotations.NullMarked;
