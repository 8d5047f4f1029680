/** Secure RTP (RFC 3711, RFC 7714): protects RTP and RTCP to a viewer, unprotects its RTCP. */
@NullMarked
package dev.sluice.rtc.srtp;

import org.jspecify.annotations.NullMarked;
