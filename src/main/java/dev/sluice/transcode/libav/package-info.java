/** Decoders of sound of FFmpeg's libavcodec, by the foreign-function API. */
@NullMarked
package dev.sluice.transcode.libav;

import org.jspecify.annotations.NullMarked;
