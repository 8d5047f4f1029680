/**
 * Makes access units of the pictures and the sound of a track, for the parsers of all containers.
 */
@NullMarked
package dev.sluice.ingest.track;

import org.jspecify.annotations.NullMarked;
