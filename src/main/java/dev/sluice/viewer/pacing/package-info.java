/**
 * Pacing: the times at which packets of a track may leave to a viewer, by an estimate of the
 * network path.
 */
@NullMarked
package dev.sluice.viewer.pacing;

import org.jspecify.annotations.NullMarked;
