/** Big-endian reads and writes in byte arrays: what every parser and writer stands on. */
@NullMarked
package dev.sluice.bytes;

import org.jspecify.annotations.NullMarked;
