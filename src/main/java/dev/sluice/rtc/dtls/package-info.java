/**
 * DTLS-SRTP server (RFC 5764): certificate, DTLS 1.2 handshake over in-memory datagrams, export of
 * the SRTP keys.
 */
@NullMarked
package dev.sluice.rtc.dtls;

import org.jspecify.annotations.NullMarked;
