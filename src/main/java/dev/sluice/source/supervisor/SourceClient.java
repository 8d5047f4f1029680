package dev.sluice.source.supervisor;

/**
 * The client that sends a source.
 *
 * @param limitKey its key in limits per address; empty for an address without limits
 * @param address for the log
 */
public record SourceClient(String limitKey, String address) {}
