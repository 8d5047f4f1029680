/**
 * Trickle: channels of segments over HTTP, in which AI workers publish. Subscribes to a channel as
 * the source of a stream.
 */
@NullMarked
package dev.sluice.source.trickle;

import org.jspecify.annotations.NullMarked;
