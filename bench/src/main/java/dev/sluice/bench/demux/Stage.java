package dev.sluice.bench.demux;

import dev.sluice.codec.h264.AccessUnitWalk;
import dev.sluice.codec.annexb.NalIndex;
import dev.sluice.ingest.ts.IngestCounter;
import dev.sluice.ingest.ts.TsIngest;
import dev.sluice.media.Codec;
import dev.sluice.container.mpegts.ElementaryStream;
import dev.sluice.container.mpegts.OpusAccessUnits;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.container.mpegts.ProgramMap;
import dev.sluice.container.mpegts.TsDemuxer;
import dev.sluice.container.mpegts.TsListener;
import dev.sluice.stream.LogLimits;
import dev.sluice.stream.SourceRefusedException;
import dev.sluice.stream.StreamSettings;
import dev.sluice.stream.Streams;
import dev.sluice.base.time.Ticks90k;
import dev.sluice.base.time.WallClock;

/** How far the bytes go. */
public enum Stage {
  /** Packets to PES packets. */
  PES("demux to PES packets"),
  /** The same, and the access units in them found: every NAL unit and every Opus packet. */
  ACCESS_UNITS("demux to access units"),
  /** What the service does: access units placed in time, packetized, written to the log. */
  LOG("demux, packetize, append to the log");

  private final String title;

  Stage(String title) {
    this.title = title;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** Something to feed, with nothing learned yet. */
  public Sink open() {
    return switch (this) {
      case PES -> new ToPes();
      case ACCESS_UNITS -> new ToAccessUnits();
      case LOG -> new ToLog();
    };
  }

  /** Takes a transport stream. */
  public interface Sink {
    /** Takes the next bytes. */
    void feed(byte[] data, int offset, int length, long nowNanos);

    /** Counts what came out, so that nothing can be left out unseen. */
    long units();
  }

  private static final class ToPes implements Sink, TsListener {
    private final TsDemuxer demuxer = new TsDemuxer(this);
    private long units;

    @Override
    public void feed(byte[] data, int offset, int length, long nowNanos) {
      demuxer.feed(data, offset, length, nowNanos);
    }

    @Override
    public long units() {
      return units;
    }

    @Override
    public void onProgramMap(ProgramMap map) {}

    @Override
    public void onPes(Pes pes) {
      units++;
    }
  }

  private static final class ToAccessUnits implements Sink, TsListener {
    private final TsDemuxer demuxer = new TsDemuxer(this);
    private final NalIndex nalUnits = new NalIndex();
    private final AccessUnitWalk walk = new AccessUnitWalk();
    private final OpusAccessUnits opusPackets = new OpusAccessUnits();
    private int videoPid;
    private long units;

    @Override
    public void feed(byte[] data, int offset, int length, long nowNanos) {
      demuxer.feed(data, offset, length, nowNanos);
    }

    @Override
    public long units() {
      return units;
    }

    @Override
    public void onProgramMap(ProgramMap map) {
      for (ElementaryStream stream : map.streams()) {
        videoPid = stream.codec() == Codec.H264 ? stream.pid() : videoPid;
      }
    }

    @Override
    public void onPes(Pes pes) {
      if (pes.pid() == videoPid) {
        nalUnits.scan(pes.array(), pes.offset(), pes.length());
        walk.reset(nalUnits, AccessUnitWalk.firstStart(nalUnits));
        while (walk.next()) {
          units++;
        }
      } else {
        opusPackets.reset(pes.array(), pes.offset(), pes.length());
        while (opusPackets.next()) {
          units++;
        }
      }
    }
  }

  private static final class ToLog implements Sink {
    private static final int LOG_SECONDS = 30;

    private final TsIngest ingest;

    ToLog() {
      long age = LOG_SECONDS * Ticks90k.PER_SECOND;
      StreamSettings settings =
          new StreamSettings(1, 0, LogLimits.video(16 << 20, age), LogLimits.audio(1 << 19, age));
      try {
        ingest = new TsIngest(new Streams(settings, new WallClock(0)).openSource("bench", true));
      } catch (SourceRefusedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void feed(byte[] data, int offset, int length, long nowNanos) {
      ingest.feed(data, offset, length, nowNanos);
    }

    @Override
    public long units() {
      return ingest.counters().get(IngestCounter.VIDEO_UNITS)
          + ingest.counters().get(IngestCounter.AUDIO_UNITS);
    }
  }
}
