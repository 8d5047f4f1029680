package dev.sluice.app.config;

import static dev.sluice.app.config.ConfigKey.key;

import java.util.List;
import java.util.Optional;

/** Keys on how media is sent. */
final class SendingKeys {
  static final ConfigKey<Integer> BACKLOG_MEGABITS =
      key(
          "sending.backlogMegabitsPerSecond",
          ValueType.integer(2, 10_000),
          "100",
          "Cap for what one new viewer is sent of the pictures since the last key frame; it comes"
              + " down with loss.");
  static final ConfigKey<Integer> SHARD_BACKLOG_MEGABITS =
      key(
          "sending.shardBacklogMegabitsPerSecond",
          ValueType.integer(2, 100_000),
          "1000",
          "The same for all new viewers of one event loop together; they share it.");
  static final ConfigKey<Integer> KEY_FRAME_WAIT_MILLIS =
      key(
          "sending.keyFrameWaitMillis",
          ValueType.integer(0, 1000),
          "30",
          "A new viewer waits for the next key frame if it is due within this time and sooner than"
              + " catching up would take; 0 never waits.");
  static final ConfigKey<Boolean> TRANSPORT_FEEDBACK =
      key(
          "sending.transportFeedback",
          ValueType.onOff(),
          "on",
          "Whether transport-wide feedback is taken up where it is offered: loss is known within"
              + " 100 ms, for about 20 datagrams a second from each viewer.");
  static final ConfigKey<Boolean> REDUNDANT_AUDIO =
      key(
          "sending.redundantAudio",
          ValueType.onOff(),
          "on",
          "Whether sound is sent twice (RED) to viewers that offer it, while they lose packets.");
  static final ConfigKey<Optional<MillisRange>> PLAYOUT_DELAY_MILLIS =
      key(
          "sending.playoutDelayMillis",
          ValueType.millisRange(40_950),
          "",
          "Least and most delay of playback told to viewers, such as `0-500`; empty leaves it to"
              + " them.");

  /** In the order of the documentation. */
  static final List<ConfigKey<?>> ALL =
      List.of(
          BACKLOG_MEGABITS,
          SHARD_BACKLOG_MEGABITS,
          KEY_FRAME_WAIT_MILLIS,
          TRANSPORT_FEEDBACK,
          REDUNDANT_AUDIO,
          PLAYOUT_DELAY_MILLIS);

  private SendingKeys() {}
}
