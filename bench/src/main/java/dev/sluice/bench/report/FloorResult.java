package dev.sluice.bench.report;

/**
 * The C reference, which only encrypts and sends.
 *
 * @param viewers sockets it sent to
 * @param packets sent in the span
 * @param lost packets that did not arrive
 * @param bytesPerPacket mean size of a packet, header and tag included
 * @param cpuMicrosPerPacket user and system time
 */
public record FloorResult(
    int viewers, long packets, long lost, double bytesPerPacket, double cpuMicrosPerPacket) {}
