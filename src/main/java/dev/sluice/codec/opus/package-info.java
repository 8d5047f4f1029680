/** Opus packets (RFC 6716) without decoding: durations, channels, DTX. */
@NullMarked
package dev.sluice.codec.opus;

import org.jspecify.annotations.NullMarked;
