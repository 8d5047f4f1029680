/**
 * Secure RTP and RTCP (RFC 3711, RFC 7714): encrypts what a viewer is sent, checks what it says.
 */
@NullMarked
package dev.sluice.rtc.srtp;

import org.jspecify.annotations.NullMarked;
