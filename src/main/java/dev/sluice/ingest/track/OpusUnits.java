package dev.sluice.ingest.track;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.Ticks90k;
import dev.sluice.codec.opus.OpusFrames;
import dev.sluice.codec.opus.OpusPacket;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.AccessUnitSink;
import dev.sluice.media.Track;

/**
 * Passes on the packets of an Opus track: each is an access unit. A packet that is too large for
 * the usual datagram is divided into its frames, each of which becomes a packet (RFC 6716 section
 * 3.2).
 *
 * <p>Order of calls: {@link #begin} for each packet of the container, then {@link #pass} for each
 * Opus packet in it.
 */
public final class OpusUnits {
  /**
   * Largest payload in a datagram of 1200 bytes. A single frame cannot be divided: it is sent up to
   * {@link OpusFrames#MAX_SINGLE_BYTES}, which fits an Ethernet frame.
   */
  private static final int MAX_UNDIVIDED_BYTES = 1146;

  private final Track track;
  private final AccessUnitSink sink;
  private final AudioClock audioClock;
  private final EnumCounters<IngestCounter> counters;
  private final OpusFrames frames = new OpusFrames();
  private final byte[] single = new byte[OpusFrames.MAX_SINGLE_BYTES];
  private final AccessUnit unit;
  private boolean discontinuity;
  private boolean inBandFec;

  /**
   * @param track whose packets they are
   * @param sink gets the access units
   * @param audioClock places them
   * @param counters the track's
   */
  public OpusUnits(
      Track track,
      AccessUnitSink sink,
      AudioClock audioClock,
      EnumCounters<IngestCounter> counters) {
    this.track = track;
    this.sink = sink;
    this.audioClock = audioClock;
    this.counters = counters;
    this.unit = new AccessUnit(track.id(), track.format()).setKey(true);
  }

  /**
   * Begins a packet of the container, which the audio clock has placed.
   *
   * @param jumped whether the time base changed
   */
  public void begin(boolean jumped, long arrivalNanos) {
    discontinuity = jumped;
    unit.setArrival(arrivalNanos);
  }

  /** Passes on an Opus packet; one that breaks the rules of RFC 6716 is counted instead. */
  public void pass(byte[] array, int offset, int length) {
    if (track.format().packetStreams() != 1) {
      int samples = OpusPacket.announcedSamples48k(array, offset, length);
      if (samples == OpusPacket.INVALID) {
        counters.increment(IngestCounter.BAD_OPUS);
      } else {
        append(array, offset, length, samples);
      }
    } else if (!frames.read(array, offset, length)) {
      counters.increment(IngestCounter.BAD_OPUS);
    } else {
      noteInBandFec();
      if (track.played() && length > MAX_UNDIVIDED_BYTES) {
        divide(array);
      } else {
        append(array, offset, length, frames.samples48k());
      }
    }
  }

  /**
   * The format has in-band redundancy from the first packet with it on, since encoders pause it in
   * silence.
   */
  private void noteInBandFec() {
    if (!inBandFec && frames.inBandFec()) {
      inBandFec = true;
      unit.setFormat(track.format().with().inBandFec(true).build());
    }
  }

  private void divide(byte[] array) {
    for (int frame = 0; frame < frames.count(); frame++) {
      Bytes.put8(single, 0, frames.singleFrameToc());
      System.arraycopy(array, frames.offset(frame), single, 1, frames.length(frame));
      append(single, 0, 1 + frames.length(frame), frames.frameSamples48k());
    }
  }

  private void append(byte[] array, int offset, int length, int samples48k) {
    long ticks = audioClock.next(Ticks90k.ofSamples48k(samples48k));
    if (ticks != AudioClock.LEAVE_OUT) {
      sink.append(
          unit.setTimes(ticks, ticks)
              .setDiscontinuity(discontinuity)
              .setContent(array, offset, length));
      discontinuity = false;
    }
  }
}
