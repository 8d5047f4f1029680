/** Opus packets (RFC 6716) without decoding: what their first bytes say. */
@NullMarked
package dev.sluice.codec.opus;

import org.jspecify.annotations.NullMarked;
