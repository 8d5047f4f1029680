/** MPEG-1 and MPEG-2 video (ISO/IEC 13818-2) without decoding: pictures and sequence headers. */
@NullMarked
package dev.sluice.codec.mpeg2;

import org.jspecify.annotations.NullMarked;
