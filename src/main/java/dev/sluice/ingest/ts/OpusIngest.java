package dev.sluice.ingest.ts;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.Ticks90k;
import dev.sluice.base.time.TrackClock;
import dev.sluice.codec.opus.OpusFrames;
import dev.sluice.codec.opus.OpusPacket;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.AccessUnitSink;
import dev.sluice.media.Track;

/**
 * A track of Opus: each Opus packet is an access unit. A packet that is too large for the usual
 * datagram is divided into its frames, each of which becomes a packet (RFC 6716 section 3.2).
 */
final class OpusIngest implements TrackIngest {
  /**
   * Largest payload in a datagram of 1200 bytes. A single frame cannot be divided: it is sent up to
   * {@link OpusFrames#MAX_SINGLE_BYTES}, which fits an Ethernet frame.
   */
  private static final int MAX_UNDIVIDED_BYTES = 1146;

  private final Track track;
  private final AccessUnitSink sink;
  private final TrackClock clock;
  private final AudioClock audioClock;
  private final EnumCounters<IngestCounter> counters;
  private final OpusPesPackets packets = new OpusPesPackets();
  private final OpusFrames frames = new OpusFrames();
  private final byte[] single = new byte[OpusFrames.MAX_SINGLE_BYTES];
  private final AccessUnit unit;
  private boolean discontinuity;
  private boolean bareReported;

  OpusIngest(
      Track track, AccessUnitSink sink, TrackClock clock, EnumCounters<IngestCounter> counters) {
    this.track = track;
    this.sink = sink;
    this.clock = clock;
    this.audioClock = new AudioClock(clock, counters);
    this.counters = counters;
    this.unit = new AccessUnit(track.id(), track.format()).setKey(true);
  }

  @Override
  public void pes(Pes pes) {
    if (!place(pes)) {
      return;
    }
    unit.setArrival(pes.arrivalNanos());
    packets.reset(pes);
    while (packets.next()) {
      packet(pes.array(), packets.offset(), packets.length());
    }
    if (packets.malformed() && !pes.damaged()) {
      counters.increment(IngestCounter.BAD_OPUS);
    }
    if (packets.bare() && !bareReported) {
      bareReported = true;
      sink.warn(
          "%s has Opus without control headers: each PES packet is taken as one Opus packet."
              .formatted(track.format().label()));
    }
  }

  /** Places the PES packet in time. Returns false while its track has no time yet. */
  private boolean place(Pes pes) {
    discontinuity = false;
    if (clock.usable(pes.pts33())) {
      clock.placeSound(pes.pts33(), pes.discontinuity(), pes.arrivalNanos());
      discontinuity = clock.jumped();
      audioClock.begin(discontinuity);
      return true;
    }
    if (audioClock.beginUnstamped()) {
      return true;
    }
    if (!audioClock.beginByArrival(pes.arrivalNanos())) {
      counters.increment(IngestCounter.UNTIMED_FRAMES);
      return false;
    }
    counters.increment(IngestCounter.ARRIVAL_STAMPED);
    return true;
  }

  private void packet(byte[] array, int offset, int length) {
    if (track.format().packetStreams() != 1) {
      int samples = OpusPacket.announcedSamples48k(array, offset, length);
      if (samples == OpusPacket.INVALID) {
        counters.increment(IngestCounter.BAD_OPUS);
      } else {
        append(array, offset, length, samples);
      }
    } else if (!frames.read(array, offset, length)) {
      counters.increment(IngestCounter.BAD_OPUS);
    } else if (track.played() && length > MAX_UNDIVIDED_BYTES) {
      divide(array);
    } else {
      append(array, offset, length, frames.samples48k());
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
