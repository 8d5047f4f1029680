/** The contract between sources of bytes and the parsers that make access units of them. */
@NullMarked
package dev.sluice.ingest.feed;

import org.jspecify.annotations.NullMarked;
