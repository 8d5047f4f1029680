package dev.sluice.stream.publish;

import dev.sluice.base.time.Ticks90k;
import dev.sluice.base.time.Timeline;
import dev.sluice.codec.opus.OpusPacket;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import java.util.concurrent.TimeUnit;

/**
 * The silence of a stream without sound: Opus packets of 20 ms in stream time, which continues
 * between the pictures. Used under the publisher's lock.
 *
 * <p>Silence is ahead of the pictures. Receivers buffer sound against its jitter, and would
 * otherwise hold the pictures for it.
 */
final class Silence {
  /** Some receivers refuse longer packets, and some take sparser ones for losses. */
  private static final long STEP_TICKS = Ticks90k.ofMillis(20);

  /** Chromium buffers 140 ms of sound on a busy machine. */
  private static final long AHEAD_TICKS = Ticks90k.ofMillis(200);

  /**
   * Longest time for which silence continues after a picture: a slate has a picture in each second.
   */
  private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(1200);

  /** Longest gap that is filled with silence. */
  private static final long MOST_MISSING_TICKS = Ticks90k.ofMillis(200);

  /** Sound that came within this time is expected to go on. */
  private static final long SOUND_TICKS = Ticks90k.PER_SECOND;

  private final Supply supply;
  private final AccessUnit unit;
  private long soundTicks90k = Long.MIN_VALUE;

  Silence(Publisher publisher) {
    TrackFormat format =
        TrackFormat.of(Codec.OPUS)
            .sampleRateHz(OpusPacket.SAMPLE_RATE_HZ)
            .channels(OpusPacket.STEREO)
            .build();
    byte[] packet = OpusPacket.silence20Ms();
    this.supply = new Supply(publisher, new Track(Track.AUDIO, format), SupplyKind.SILENCE);
    this.unit =
        new AccessUnit(Track.AUDIO, format).setKey(true).setContent(packet, 0, packet.length);
  }

  /** Its place among the supplies. */
  Supply supply() {
    return supply;
  }

  /** Notes that other sound came at the stream time {@code ticks90k}. */
  void noteSound(long ticks90k) {
    soundTicks90k = ticks90k;
  }

  /**
   * Appends silence up to the present stream time.
   *
   * @param time of the live source or the slate
   * @return whether there was any
   */
  boolean fill(Supplies supplies, Timeline time, int epoch, long nowNanos) {
    long present = time.runningTicks90k(nowNanos, MOST_NANOS);
    if (present == Long.MIN_VALUE
        || (soundTicks90k != Long.MIN_VALUE && present - soundTicks90k < SOUND_TICKS)) {
      return false;
    }
    long end = present + AHEAD_TICKS;
    long soundEnd = time.track(Track.AUDIO).endTicks90k();
    long at = Math.max(supplies.endTicks90k(Track.AUDIO), soundEnd);
    at = at > end - MOST_MISSING_TICKS ? at : end - STEP_TICKS;
    boolean filled = false;
    for (; at + STEP_TICKS <= end; at += STEP_TICKS) {
      unit.setTimes(at, at).setArrival(nowNanos);
      filled |= supplies.append(supply, unit, time, epoch);
    }
    return filled;
  }
}
