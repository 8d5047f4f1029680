/** The command lines of the benchmarks: options, words, and their help. */
@NullMarked
package dev.sluice.bench.options;

import org.jspecify.annotations.NullMarked;
