/**
 * Supervision of sources of every transport: publications, stalls, expiring rights, takeover,
 * counters and log lines.
 */
@NullMarked
package dev.sluice.source.supervisor;

import org.jspecify.annotations.NullMarked;
