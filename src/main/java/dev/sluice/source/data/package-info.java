/** Data and control channels of a stream: JSON messages that workers send, and that they get. */
@NullMarked
package dev.sluice.source.data;

import org.jspecify.annotations.NullMarked;
