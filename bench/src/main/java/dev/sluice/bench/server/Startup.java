package dev.sluice.bench.server;

/**
 * The start of a server.
 *
 * @param seconds from the start of its process until it was ready
 * @param cpuNanos user and system time of the process until then
 * @param residentBytes resident memory then
 */
public record Startup(double seconds, long cpuNanos, long residentBytes) {}
