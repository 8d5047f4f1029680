package dev.sluice.transcode.audio;

import dev.sluice.base.counters.SharedEnumCounters;
import dev.sluice.base.time.Ticks90k;
import dev.sluice.codec.pcm.SoundFrames;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.transcode.coder.OpusSoundEncoder;
import java.util.function.Predicate;

/**
 * Makes access units of Opus of frames of sound. A packet is stamped so that the sound in it is
 * heard at its own time: decoders give the samples of a frame late, by the encoder's lookahead.
 */
final class SoundPackets implements SoundFrames.Listener {
  /** The format of the transcoded track. */
  static final TrackFormat FORMAT =
      TrackFormat.of(Codec.OPUS).sampleRateHz(SoundFrames.RATE_HZ).channels(2).build();

  private static final int MAX_PACKET_BYTES = 1275;

  /** A second of equal sides makes the sound mono; a pause in stereo sound is usually shorter. */
  private static final int MONO_FRAMES = 50;

  private final OpusSoundEncoder encoder;
  private final Predicate<AccessUnit> sink;
  private final SharedEnumCounters<SoundCounter> counters;
  private final long lookaheadTicks;
  private final byte[] packet = new byte[MAX_PACKET_BYTES];
  private final AccessUnit unit = new AccessUnit(Track.AUDIO, FORMAT).setKey(true);
  private long arrivalNanos;
  private int alikeFrames;

  /**
   * @param sink takes packets; returns false if it refuses one
   */
  SoundPackets(
      OpusSoundEncoder encoder,
      Predicate<AccessUnit> sink,
      SharedEnumCounters<SoundCounter> counters) {
    this.encoder = encoder;
    this.sink = sink;
    this.counters = counters;
    this.lookaheadTicks = encoder.lookaheadSamples() * Ticks90k.PER_SECOND / SoundFrames.RATE_HZ;
  }

  /** Sets the arrival time of the sound that follows. */
  void setArrival(long nanos) {
    arrivalNanos = nanos;
  }

  @Override
  public void frame(float[] samples, long ticks90k, boolean anew) {
    alikeFrames = alike(samples) ? alikeFrames + 1 : 0;
    encoder.setMono(alikeFrames >= MONO_FRAMES);
    int bytes = encoder.encode(samples, packet);
    if (bytes == 0) {
      counters.increment(SoundCounter.UNENCODED_FRAMES);
      return;
    }
    long ticks = ticks90k - lookaheadTicks;
    unit.setTimes(ticks, ticks)
        .setArrival(arrivalNanos)
        .setDiscontinuity(anew)
        .setContent(packet, 0, bytes);
    counters.increment(sink.test(unit) ? SoundCounter.ENCODED : SoundCounter.REFUSED_PACKETS);
  }

  private static boolean alike(float[] samples) {
    for (int i = 0; i < samples.length; i += 2) {
      if (samples[i] != samples[i + 1]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void pause() {
    counters.increment(SoundCounter.PAUSES);
    encoder.reset();
  }
}
