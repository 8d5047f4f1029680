/**
 * The contract of decoders and encoders of sound, and the check of a frame's header before
 * decoding.
 */
@NullMarked
package dev.sluice.transcode.coder;

import org.jspecify.annotations.NullMarked;
