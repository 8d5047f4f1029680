/**
 * The contract between ingest and delivery: tracks, codecs, access units. No behaviour, no imports.
 */
@NullMarked
package dev.sluice.media;

import org.jspecify.annotations.NullMarked;
