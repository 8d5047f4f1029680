package dev.sluice.source.channel;

import dev.sluice.source.data.ReceivedData;
import dev.sluice.source.supervisor.SourceJoin;
import java.util.Optional;

/**
 * A channel with what it feeds.
 *
 * @param stream name of the stream that it feeds
 * @param part if the stream gets pictures and sound from two channels
 * @param feed empty for a channel that holds no media
 * @param data what a channel of JSON has brought; empty for others
 * @param control if it is for messages to workers
 */
record PublishedChannel(
    TrickleChannel channel,
    String stream,
    Optional<SourceJoin.Part> part,
    Optional<ChannelFeed> feed,
    Optional<ReceivedData> data,
    Optional<ControlChannel> control) {
  /** Ends the channel and its source. */
  void end() {
    channel.end();
    feed.ifPresent(ChannelFeed::end);
  }
}
