package dev.sluice.bench.report;

/**
 * The memory of a server at one count of viewers.
 *
 * @param subject which server
 * @param run measurements of one run belong together
 * @param viewers connected
 * @param bytes after garbage collection
 */
public record MemoryResult(String subject, int run, int viewers, long bytes) {}
