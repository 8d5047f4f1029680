/** Transcodes the sound of streams to Opus while viewers want it: one thread for each stream. */
@NullMarked
package dev.sluice.transcode.audio;

import org.jspecify.annotations.NullMarked;
