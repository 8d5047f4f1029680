/** Decoder of AAC and encoder of Opus in Java, for machines without the native libraries. */
@NullMarked
package dev.sluice.transcode.java;

import org.jspecify.annotations.NullMarked;
