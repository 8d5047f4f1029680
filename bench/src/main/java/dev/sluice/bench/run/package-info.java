/** What is measured, on what, in which order. */
@NullMarked
package dev.sluice.bench.run;

import org.jspecify.annotations.NullMarked;
