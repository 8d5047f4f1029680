/**
 * The contract and the common parts of framers, which cut the payloads of PES packets into access
 * units.
 */
@NullMarked
package dev.sluice.codec.framing;

import org.jspecify.annotations.NullMarked;
