/** Encodes still pictures as H.264 key pictures: Constrained Baseline, intra, without a library. */
@NullMarked
package dev.sluice.codec.intra;

import org.jspecify.annotations.NullMarked;
