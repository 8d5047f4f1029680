/** Byte arrays: big-endian fields, bit reader, growable array. */
@NullMarked
package dev.sluice.base.bytes;

import org.jspecify.annotations.NullMarked;
