/** Data channels of a stream: JSON messages are found in segments, checked, counted and shown. */
@NullMarked
package dev.sluice.source.data;

import org.jspecify.annotations.NullMarked;
