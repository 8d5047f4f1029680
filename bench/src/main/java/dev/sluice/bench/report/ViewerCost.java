package dev.sluice.bench.report;

/**
 * What one viewer more costs.
 *
 * @param subject which server
 * @param viewers how many came at once
 * @param setupCpuMillis CPU time from the offer to the first packet
 * @param residentBytes memory, after garbage collection
 */
public record ViewerCost(
    String subject, int viewers, double setupCpuMillis, double residentBytes) {}
