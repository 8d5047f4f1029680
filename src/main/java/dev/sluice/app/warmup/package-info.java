/** Warm-up: simulated viewers that make the JVM compile the code before real viewers come. */
@NullMarked
package dev.sluice.app.warmup;

import org.jspecify.annotations.NullMarked;
