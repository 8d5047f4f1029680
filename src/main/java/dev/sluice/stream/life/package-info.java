/**
 * Streams by name, from the first viewer or source that asks to the end of the linger time, and the
 * wait until a stream can be played.
 */
@NullMarked
package dev.sluice.stream.life;

import org.jspecify.annotations.NullMarked;
