/** From a source's bytes to a stream's log: demultiplex, assemble, place in time, packetize. */
@NullMarked
package dev.sluice.ingest.ts;

import org.jspecify.annotations.NullMarked;
