/**
 * DTLS 1.2 with a viewer, as far as SRTP needs it: certificate, handshake over in-memory datagrams,
 * export of the SRTP keys (RFC 5764).
 */
@NullMarked
package dev.sluice.rtc.dtls;

import org.jspecify.annotations.NullMarked;
