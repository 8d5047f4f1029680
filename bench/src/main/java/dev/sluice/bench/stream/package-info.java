/** The pushed stream: a prepared transport stream, its schedule, and an open-loop pusher. */
@NullMarked
package dev.sluice.bench.stream;

import org.jspecify.annotations.NullMarked;
