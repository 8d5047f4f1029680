/** The server-sent events extension of WHEP: subscriptions, and what each viewer is told. */
@NullMarked
package dev.sluice.api.events;

import org.jspecify.annotations.NullMarked;
