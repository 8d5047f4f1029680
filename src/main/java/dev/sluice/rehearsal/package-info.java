/**
 * The service plays a stream to viewers of its own, on loopback and before the first real one
 * comes, so that what they will need has been loaded and compiled.
 */
@NullMarked
package dev.sluice.rehearsal;

import org.jspecify.annotations.NullMarked;
