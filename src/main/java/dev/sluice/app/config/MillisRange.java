package dev.sluice.app.config;

/**
 * Two times in milliseconds, written {@code MIN-MAX}.
 *
 * @param min not negative
 * @param max not below the least
 */
public record MillisRange(int min, int max) {}
