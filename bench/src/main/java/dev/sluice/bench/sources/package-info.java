/** Measures what a source costs, by its transport. */
@NullMarked
package dev.sluice.bench.sources;

import org.jspecify.annotations.NullMarked;
