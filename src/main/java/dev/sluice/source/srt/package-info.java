/**
 * Sources that come by SRT: one that is called, callers of an address, and callers of the port for
 * all streams.
 */
@NullMarked
package dev.sluice.source.srt;

import org.jspecify.annotations.NullMarked;
