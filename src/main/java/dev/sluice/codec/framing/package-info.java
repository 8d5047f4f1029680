/** From the payloads of PES packets to access units: what the framers of all codecs share. */
@NullMarked
package dev.sluice.codec.framing;

import org.jspecify.annotations.NullMarked;
