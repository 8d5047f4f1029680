package dev.sluice.api.observe;

import dev.sluice.source.channel.TrickleChannels;
import java.util.Optional;

/** Metrics of the trickle server. */
public final class ChannelMetrics implements MetricSource {
  private final Optional<TrickleChannels> channels;

  /**
   * @param channels empty if the server is off
   */
  public ChannelMetrics(Optional<TrickleChannels> channels) {
    this.channels = channels;
  }

  @Override
  public void collect(MetricSink sink) {
    sink.gauge(
        "sluice_trickle_channels",
        "Channels of the trickle server.",
        channels.map(TrickleChannels::count).orElse(0));
    sink.gauge(
        "sluice_trickle_memory_bytes",
        "Memory for the segments that trickle channels keep.",
        channels.map(TrickleChannels::memoryBytes).orElse(0L));
  }
}
