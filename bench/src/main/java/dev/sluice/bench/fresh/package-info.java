/** Benchmarks of fresh processes: their first minutes, and many streams with one viewer each. */
@NullMarked
package dev.sluice.bench.fresh;

import org.jspecify.annotations.NullMarked;
