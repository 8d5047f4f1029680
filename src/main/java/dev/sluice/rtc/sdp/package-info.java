/**
 * Session descriptions (RFC 8866, RFC 3264, RFC 8829): reads a viewer's offer, writes the answer.
 */
@NullMarked
package dev.sluice.rtc.sdp;

import org.jspecify.annotations.NullMarked;
