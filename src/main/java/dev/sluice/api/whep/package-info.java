/** WHEP over HTTP: offers, sessions as resources, requests that wait for a stream; the player. */
@NullMarked
package dev.sluice.api.whep;

import org.jspecify.annotations.NullMarked;
