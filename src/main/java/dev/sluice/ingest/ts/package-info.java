/** From a source's transport stream to access units: demultiplex, assemble, place in time. */
@NullMarked
package dev.sluice.ingest.ts;

import org.jspecify.annotations.NullMarked;
