/** H.264 (ITU-T H.264) without decoding: NAL unit types, parameter sets, access units, SEI. */
@NullMarked
package dev.sluice.codec.h264;

import org.jspecify.annotations.NullMarked;
