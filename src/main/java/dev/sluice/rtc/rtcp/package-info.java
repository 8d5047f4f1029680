/** RTCP (RFC 3550, RFC 4585, RFC 5104): writes a sender's reports, reads a viewer's feedback. */
@NullMarked
package dev.sluice.rtc.rtcp;

import org.jspecify.annotations.NullMarked;
