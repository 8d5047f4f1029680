package dev.sluice.bench.report;

/**
 * The memory of a server at one number of viewers.
 *
 * @param subject name of the server
 * @param run number of the run; only values of one run are compared
 * @param viewers number of viewers
 * @param bytes after garbage collection
 */
public record MemoryResult(String subject, int run, int viewers, long bytes) {}
