/** A limited number of places, shared fairly by the addresses that take them. */
@NullMarked
package dev.sluice.base.share;

import org.jspecify.annotations.NullMarked;
