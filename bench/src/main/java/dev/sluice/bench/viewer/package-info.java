/** Hundreds of viewers: WHEP, connectivity checks, DTLS, and a check of every packet. */
@NullMarked
package dev.sluice.bench.viewer;

import org.jspecify.annotations.NullMarked;
