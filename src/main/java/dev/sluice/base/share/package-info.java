/** Limits on clients by key: places that are shared fairly, and rates. */
@NullMarked
package dev.sluice.base.share;

import org.jspecify.annotations.NullMarked;
