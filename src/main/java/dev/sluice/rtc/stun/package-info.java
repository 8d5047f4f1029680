/**
 * The few STUN messages that ICE-lite needs (RFC 8489): finding, authenticating and answering
 * Binding requests.
 */
@NullMarked
package dev.sluice.rtc.stun;

import org.jspecify.annotations.NullMarked;
