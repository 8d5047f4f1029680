/**
 * The offer/answer model for a viewer (RFC 3264, RFC 8829): chooses media sections and payload
 * types, writes the answer.
 */
@NullMarked
package dev.sluice.rtc.answer;

import org.jspecify.annotations.NullMarked;
