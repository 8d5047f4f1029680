/** The plan of a run: servers, measurements and their order. */
@NullMarked
package dev.sluice.bench.run;

import org.jspecify.annotations.NullMarked;
