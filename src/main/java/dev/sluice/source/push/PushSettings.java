package dev.sluice.source.push;

import java.time.Duration;

/**
 * How pushed sources are treated.
 *
 * @param stall one that sent nothing for so long is closed
 * @param replace whether a second one takes the first one's place, or is refused
 */
public record PushSettings(Duration stall, boolean replace) {}
