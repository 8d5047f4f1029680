/**
 * Streams: a log per track that one writer appends to and every viewer reads, the wait for tracks,
 * the life cycle.
 */
@NullMarked
package dev.sluice.stream;

import org.jspecify.annotations.NullMarked;
