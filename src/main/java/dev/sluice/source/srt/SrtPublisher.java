package dev.sluice.source.srt;

import dev.sluice.net.address.ConnectionShares;
import java.net.InetAddress;
import java.util.OptionalLong;
import java.util.concurrent.Future;

/**
 * An admitted caller of the port for all streams.
 *
 * @param stream that it publishes
 * @param address of the caller
 * @param place that it holds until its connection has ended
 * @param right expiry of its right, once that was checked
 */
record SrtPublisher(
    String stream, InetAddress address, ConnectionShares.Place place, Future<OptionalLong> right) {}
