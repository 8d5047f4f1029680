/** Converts a source's transport stream to access units: demultiplexing, framing, time stamps. */
@NullMarked
package dev.sluice.ingest.ts;

import org.jspecify.annotations.NullMarked;
