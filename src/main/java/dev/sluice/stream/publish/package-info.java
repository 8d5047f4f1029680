/**
 * Publishing: takes access units from the source of a stream, cuts them into RTP packets and
 * appends them to the log; holds the place that one source has and the next prepares for.
 */
@NullMarked
package dev.sluice.stream.publish;

import org.jspecify.annotations.NullMarked;
