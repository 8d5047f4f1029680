/**
 * Decoded sound: blocks of samples, the mix for two loudspeakers, and frames of 20 ms at 48 kHz.
 */
@NullMarked
package dev.sluice.codec.pcm;

import org.jspecify.annotations.NullMarked;
