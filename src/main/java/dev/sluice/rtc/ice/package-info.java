/** The ICE-lite agent (RFC 8445): connectivity checks, nomination, restart, consent. */
@NullMarked
package dev.sluice.rtc.ice;

import org.jspecify.annotations.NullMarked;
