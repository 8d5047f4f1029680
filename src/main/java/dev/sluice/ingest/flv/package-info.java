/** Converts a source's FLV stream to access units: configurations, time stamps, tracks. */
@NullMarked
package dev.sluice.ingest.flv;

import org.jspecify.annotations.NullMarked;
