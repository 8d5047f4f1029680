package dev.sluice.viewer.send;

import static dev.sluice.base.settings.SettingTypes.integer;
import static dev.sluice.base.settings.SettingTypes.millis;
import static dev.sluice.base.settings.SettingTypes.onOff;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.settings.SettingType;
import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import dev.sluice.rtc.answer.AnswerFeature;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Settings of sending, the same for all viewers. */
public final class SendSettings extends SettingsGroup {
  /** The defaults. */
  public static final SendSettings DEFAULT = GivenSettings.defaults(SendSettings::new);

  /** Cap for the backlog of one new viewer: pictures since the last key frame. */
  public final long backlogBitsPerSecond =
      setting(
          "sending.backlogMegabitsPerSecond",
          megabits(2, 10_000),
          "100",
          "Cap for the backlog of one new viewer: the pictures since the last key frame. Packet"
              + " loss lowers it.");

  /** The same for a viewer that does not send transport-wide feedback. */
  public final long backlogWithoutFeedbackBitsPerSecond =
      setting(
          "sending.backlogWithoutFeedbackMegabitsPerSecond",
          megabits(2, 10_000),
          "10",
          "The same for a viewer without transport-wide feedback, which is often a program that"
              + " reads slowly. Browsers send that feedback.");

  /** Cap for the backlogs of all new viewers of one event loop together. */
  public final long shardBacklogBitsPerSecond =
      setting(
          "sending.shardBacklogMegabitsPerSecond",
          megabits(2, 100_000),
          "1000",
          "Cap for the backlogs of all new viewers of one event loop together.");

  /** Longest time for which a new viewer waits for a key frame that is due. */
  public final Duration keyFrameWait =
      setting(
          "sending.keyFrameWaitMillis",
          millis(0, 1000),
          "30",
          "A new viewer waits for the next key frame if it is due within this time and sooner than"
              + " catching up would take; 0 never waits.");

  /** Whether transport-wide feedback is accepted from an offer. */
  public final boolean transportFeedback =
      setting(
          "sending.transportFeedback",
          onOff(),
          "on",
          "Transport-wide feedback for viewers that offer it: loss is known within 100 ms, at"
              + " the cost of about 20 datagrams a second from each viewer.");

  /** Whether redundant audio (RFC 2198) is accepted from an offer. */
  public final boolean redundantAudio =
      setting(
          "sending.redundantAudio",
          onOff(),
          "on",
          "Redundant audio (RED) for viewers that offer it, while they lose packets.");

  /** Bounds of the playout delay, for viewers that offer the extension. */
  public final Optional<PlayoutDelay> playoutDelay =
      setting(
          "sending.playoutDelayMillis",
          PlayoutDelay.settingType(),
          "",
          "Minimum and maximum playout delay sent to viewers, such as `0-500`; empty leaves it"
              + " to them.");

  /** Reads the group. */
  public SendSettings(SettingsSource source) throws SettingsException {
    super(source);
  }

  private static SettingType<Long> megabits(int min, int max) {
    return integer(min, max).map(megabits -> megabits * 1_000_000L);
  }

  /** Features that are accepted from an offer. */
  public Set<AnswerFeature> features() {
    EnumSet<AnswerFeature> features = EnumSet.allOf(AnswerFeature.class);
    if (!transportFeedback) {
      features.remove(AnswerFeature.TRANSPORT_CC);
    }
    if (!redundantAudio) {
      features.remove(AnswerFeature.RED);
    }
    if (playoutDelay.isEmpty()) {
      features.remove(AnswerFeature.PLAYOUT_DELAY);
    }
    return features;
  }
}
