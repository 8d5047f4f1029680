/**
 * Publishing: takes access units from the source of a stream, cuts them into RTP packets and
 * appends them to the log; manages the takeover from one source to the next.
 */
@NullMarked
package dev.sluice.stream.publish;

import org.jspecify.annotations.NullMarked;
