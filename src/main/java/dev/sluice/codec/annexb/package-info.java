/** The byte-stream format that H.264 and H.265 share: start codes, NAL units, raw payload bytes. */
@NullMarked
package dev.sluice.codec.annexb;

import org.jspecify.annotations.NullMarked;
