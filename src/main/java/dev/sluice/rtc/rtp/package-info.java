/**
 * RTP: the header (RFC 3550), H.264 (RFC 6184), H.265 (RFC 7798) and Opus (RFC 7587) payloads,
 * packet tables.
 */
@NullMarked
package dev.sluice.rtc.rtp;

import org.jspecify.annotations.NullMarked;
