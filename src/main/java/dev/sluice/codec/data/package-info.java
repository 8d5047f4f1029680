/** Timed metadata: ID3 tags, KLV triplets, splice sections, and PES packets of unknown content. */
@NullMarked
package dev.sluice.codec.data;

import org.jspecify.annotations.NullMarked;
