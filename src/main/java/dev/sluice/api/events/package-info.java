/** The server-sent events extension of WHEP: subscriptions, and the events of each viewer. */
@NullMarked
package dev.sluice.api.events;

import org.jspecify.annotations.NullMarked;
