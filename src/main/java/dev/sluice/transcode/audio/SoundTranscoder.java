package dev.sluice.transcode.audio;

import dev.sluice.base.counters.SharedEnumCounters;
import dev.sluice.codec.pcm.PcmBlock;
import dev.sluice.codec.pcm.SoundFrames;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.stream.log.LoggedUnit;
import dev.sluice.transcode.coder.OpusSoundEncoder;
import dev.sluice.transcode.coder.SoundCoding;
import dev.sluice.transcode.coder.SoundDecoder;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Transcodes one track of sound to Opus: decodes, mixes to two channels, resamples, encodes. No
 * access unit ends it. Used by one thread at a time, and closed once.
 */
final class SoundTranscoder implements AutoCloseable {
  private final Function<SoundCoding, Optional<SoundDecoder>> decoders;
  private final OpusSoundEncoder encoder;
  private final SoundPackets packets;
  private final SoundFrames frames;
  private final SharedEnumCounters<SoundCounter> counters;
  private final Consumer<PcmBlock> blocks = this::block;
  private @Nullable SoundDecoder decoder;
  private @Nullable SoundCoding coding;
  private int epoch;
  private long unitTicks;
  private long unitSamples;

  /**
   * @param decoders opens a decoder; empty if there is none
   * @param encoder closed with the transcoder
   * @param sink takes the packets; returns false if it refuses one
   */
  SoundTranscoder(
      Function<SoundCoding, Optional<SoundDecoder>> decoders,
      OpusSoundEncoder encoder,
      Predicate<AccessUnit> sink,
      SharedEnumCounters<SoundCounter> counters) {
    this.decoders = decoders;
    this.encoder = encoder;
    this.counters = counters;
    this.packets = new SoundPackets(encoder, sink, counters);
    this.frames = new SoundFrames(packets);
  }

  /**
   * Takes the next access unit of the track.
   *
   * @param codec of the track
   * @param ofEpoch epoch of the source; each source gets a new decoder
   * @param jumped whether the source's clock jumped just before
   * @param ptsTicks90k stream time at which its sound begins
   * @param arrivalNanos arrival of its last byte
   */
  void add(
      Codec codec,
      byte[] array,
      int length,
      int ofEpoch,
      boolean jumped,
      long ptsTicks90k,
      long arrivalNanos) {
    Optional<SoundCoding> known = SoundCoding.of(codec, array, 0, length);
    if (known.isEmpty()) {
      counters.increment(SoundCounter.UNKNOWN_UNITS);
      return;
    }
    SoundDecoder ready = decoderOf(known.get(), ofEpoch);
    if (ready == null) {
      counters.increment(SoundCounter.UNDECODABLE_UNITS);
      return;
    }
    if (jumped) {
      ready.reset();
    }
    packets.setArrival(arrivalNanos);
    unitTicks = ptsTicks90k;
    unitSamples = 0;
    boolean decoded = ready.decode(array, 0, length, blocks);
    counters.increment(decoded ? SoundCounter.DECODED : SoundCounter.UNDECODABLE_UNITS);
  }

  /** Takes the next access unit of the log. */
  void add(LoggedUnit unit) {
    add(
        unit.format().codec(),
        unit.array(),
        unit.length(),
        unit.epoch(),
        unit.discontinuity(),
        unit.ptsTicks90k(),
        unit.arrivalNanos());
  }

  private @Nullable SoundDecoder decoderOf(SoundCoding newest, int newestEpoch) {
    if (newest != coding || newestEpoch != epoch) {
      closeDecoder();
      coding = newest;
      epoch = newestEpoch;
      decoder = decoders.apply(newest).orElse(null);
    }
    return decoder;
  }

  private void block(PcmBlock block) {
    frames.add(block, unitTicks + unitSamples * 90_000 / block.sampleRateHz());
    unitSamples += block.samples();
  }

  private void closeDecoder() {
    SoundDecoder open = decoder;
    decoder = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    closeDecoder();
    encoder.close();
  }
}
