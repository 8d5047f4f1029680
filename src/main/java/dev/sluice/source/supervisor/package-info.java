/**
 * Supervision of sources of every transport: their place in a stream, stalls, rights that expire,
 * takeover, counters and log lines.
 */
@NullMarked
package dev.sluice.source.supervisor;

import org.jspecify.annotations.NullMarked;
