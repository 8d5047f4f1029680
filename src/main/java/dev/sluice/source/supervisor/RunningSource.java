package dev.sluice.source.supervisor;

import java.util.UUID;

/**
 * A running source at one moment.
 *
 * @param id names this source among all
 * @param stream name of its stream
 * @param live whether viewers get it; false while it prepares to take over
 * @param client sends it
 * @param beginNanos time at which it began
 * @param bytes received so far
 * @param offsetTicks90k stream time less the stamps of the source; {@link Long#MIN_VALUE} if
 *     unknown
 */
public record RunningSource(
    UUID id,
    String stream,
    boolean live,
    SourceClient client,
    long beginNanos,
    long bytes,
    long offsetTicks90k) {}
