/** Session descriptions (RFC 8866): parses a viewer's offer and its trickle-ICE fragments. */
@NullMarked
package dev.sluice.rtc.sdp;

import org.jspecify.annotations.NullMarked;
