package dev.sluice.stream.publish;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackHealth;
import dev.sluice.media.TrackInput;
import dev.sluice.stream.log.FormatTable;
import dev.sluice.stream.log.StreamLog;
import dev.sluice.stream.log.TrackLog;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One track of a source on its way to its log: format in force, start, packets. */
final class TrackPublication {
  private final Track announced;
  private final EnumCounters<PublishCounter> counters;
  private final RtpPackets packets;
  private final @Nullable PictureOrder order;
  private final TrackMonitor monitor;
  private final HealthLog healthLog;
  private TrackFormat format;
  private int formatId = FormatTable.NONE;
  private boolean started;
  private boolean discontinuity;

  /** Epoch of its newest access unit in the log: another one means that the source took over. */
  private int appendedEpoch;

  /**
   * @param announced the track as the source announced it
   * @param order judges the order of pictures; null for all but pictures sent to viewers
   * @param monitor judges the health
   * @param healthLog reports it, if the track is sent to viewers
   */
  TrackPublication(
      Track announced,
      @Nullable PictureOrder order,
      TrackMonitor monitor,
      HealthLog healthLog,
      EnumCounters<PublishCounter> counters) {
    this.announced = announced;
    this.order = order;
    this.monitor = monitor;
    this.healthLog = healthLog;
    this.counters = counters;
    this.format = announced.format();
    this.packets = RtpPackets.of(announced);
  }

  Track announced() {
    return announced;
  }

  TrackFormat format() {
    return format;
  }

  /** The reason why browsers cannot play it, as far as its pictures have shown. */
  Optional<String> unplayable() {
    return order == null ? Optional.empty() : order.reason();
  }

  /** Sets the format of the access units that follow. */
  void setFormat(TrackFormat newest) {
    format = newest;
    formatId = FormatTable.NONE;
    started &= newest.complete();
    if (order != null) {
      order.formatChanged(newest);
    }
  }

  /**
   * Drops an access unit of a source that stands by; a jump of the clock before it shows at the
   * next one. It counts for the health of the track, which is that of the source.
   */
  void drop(AccessUnit unit) {
    discontinuity |= unit.discontinuity();
    monitor.appended(unit);
  }

  /** Drops an access unit that begins before the end of its track's supplied media. */
  void dropSupplied(AccessUnit unit) {
    discontinuity |= unit.discontinuity();
    if (announced.id() == Track.VIDEO) {
      restart();
    }
    counters.increment(PublishCounter.LATE_UNITS);
    monitor.appended(unit);
  }

  /** Begins anew with the next key picture. */
  void restart() {
    started = false;
  }

  /** Appends an access unit to the log of the track, or counts the reason for dropping it. */
  boolean append(int epoch, AccessUnit unit, StreamLog logs) {
    discontinuity |= unit.discontinuity() || (epoch != appendedEpoch && epoch > 1);
    if (!started && !(unit.key() && format.complete()) && Track.isVideo(announced.id())) {
      return dropped(PublishCounter.BEFORE_FIRST_KEY);
    }
    started = true;
    boolean sent = order == null || order.sends(unit);
    packets.packetize(unit, sent);
    TrackLog log = logs.logToWrite(announced);
    if (log == null) {
      return dropped(PublishCounter.UNLOGGED_UNITS);
    }
    // Not kept any more if another track of the stream has changed its format many times.
    if (logs.formats().byId(formatId) == null) {
      formatId = logs.formats().idOf(format);
    }
    unit.setDiscontinuity(discontinuity);
    if (!log.append(epoch, formatId, unit, packets.prefix, packets.packets)) {
      int length = packets.prefix.length() + unit.length();
      return dropped(
          log.fits(length, packets.packets.count())
              ? PublishCounter.UNITS_WITHOUT_MEMORY
              : PublishCounter.OVERSIZE_UNITS);
    }
    discontinuity = false;
    appendedEpoch = epoch;
    count(unit);
    monitor.appended(unit);
    return true;
  }

  private boolean dropped(PublishCounter reason) {
    counters.increment(reason);
    monitor.dropped(reason);
    return false;
  }

  /** Judges the health of the track. */
  TrackHealth look(TrackInput input, long nowNanos) {
    TrackHealth health = monitor.look(input, unplayable(), nowNanos);
    if (announced.sent()) {
      healthLog.look(health, nowNanos);
    }
    return health;
  }

  private void count(AccessUnit unit) {
    if (Track.isAudio(announced.id())) {
      counters.increment(PublishCounter.AUDIO_UNITS);
    } else if (!Track.isVideo(announced.id())) {
      counters.increment(PublishCounter.OTHER_UNITS);
    } else {
      counters.increment(PublishCounter.VIDEO_UNITS);
      if (unit.key()) {
        counters.increment(PublishCounter.KEY_FRAMES);
      }
      if (unit.damaged()) {
        counters.increment(PublishCounter.DAMAGED_PICTURES);
      }
    }
  }
}
