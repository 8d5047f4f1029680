/** When packets of one track may leave to one viewer, and the path estimate that this follows. */
@NullMarked
package dev.sluice.viewer.pacing;

import org.jspecify.annotations.NullMarked;
