/**
 * The contract between producers and the log: codecs, tracks, formats, access units, and the sink
 * that takes them. It imports nothing.
 */
@NullMarked
package dev.sluice.media;

import org.jspecify.annotations.NullMarked;
