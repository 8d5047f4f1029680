/**
 * MPEG-2 transport streams (ISO/IEC 13818-1): a push demuxer from bytes to PES packets, and a
 * muxer.
 */
@NullMarked
package dev.sluice.container.mpegts;

import org.jspecify.annotations.NullMarked;
