/** Statistics about viewers: counters of all sessions, and the state of one. */
@NullMarked
package dev.sluice.viewer.stats;

import org.jspecify.annotations.NullMarked;
