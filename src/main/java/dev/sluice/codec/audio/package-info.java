/**
 * AAC, MPEG audio, AC-3 and E-AC-3 without decoding: frame headers, frames in an elementary stream,
 * and the parameters a decoder needs.
 */
@NullMarked
package dev.sluice.codec.audio;

import org.jspecify.annotations.NullMarked;
