/** Big-endian reads and writes in byte arrays: what every parser and writer stands on. */
@NullMarked
package dev.sluice.base.bytes;

import org.jspecify.annotations.NullMarked;
