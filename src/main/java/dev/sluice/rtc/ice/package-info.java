/** The ICE-lite side of a connection (RFC 8445): checks, nomination, restart and consent. */
@NullMarked
package dev.sluice.rtc.ice;

import org.jspecify.annotations.NullMarked;
