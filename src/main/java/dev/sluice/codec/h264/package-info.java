/**
 * H.264 (ITU-T H.264) without decoding: NAL units in Annex B, parameter sets, access units, kinds
 * of frames.
 */
@NullMarked
package dev.sluice.codec.h264;

import org.jspecify.annotations.NullMarked;
