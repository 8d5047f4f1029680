/** Finds the addresses at which viewers reach the UDP port and lists them as ICE candidates. */
@NullMarked
package dev.sluice.app.addresses;

import org.jspecify.annotations.NullMarked;
