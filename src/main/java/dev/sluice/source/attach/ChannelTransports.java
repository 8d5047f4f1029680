package dev.sluice.source.attach;

import dev.sluice.source.transport.ControlSender;
import dev.sluice.source.transport.Transport;

/**
 * The transports of trickle channels beside the media of a source.
 *
 * @param data subscribes to a data channel
 * @param control publishes in a control channel
 */
public record ChannelTransports(Transport.Factory data, ControlSender.Factory control) {}
