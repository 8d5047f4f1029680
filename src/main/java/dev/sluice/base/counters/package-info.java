/** Counters by name: one number for each constant of an enum. */
@NullMarked
package dev.sluice.base.counters;

import org.jspecify.annotations.NullMarked;
