/** H.265 (ITU-T H.265) without decoding: NAL unit types, access units, parameter sets. */
@NullMarked
package dev.sluice.codec.h265;

import org.jspecify.annotations.NullMarked;
