/** The contract of decoders and encoders of sound, and what of a frame is checked before them. */
@NullMarked
package dev.sluice.transcode.coder;

import org.jspecify.annotations.NullMarked;
