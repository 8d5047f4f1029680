package dev.sluice.bench.demux;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.time.WallClock;
import dev.sluice.codec.annexb.NalIndex;
import dev.sluice.codec.h264.AccessUnitWalk;
import dev.sluice.container.mpegts.ElementaryStream;
import dev.sluice.container.mpegts.OpusAccessUnits;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.container.mpegts.ProgramMap;
import dev.sluice.container.mpegts.TsDemuxer;
import dev.sluice.container.mpegts.TsListener;
import dev.sluice.ingest.ts.TsIngest;
import dev.sluice.media.Codec;
import dev.sluice.stream.life.SourceRefusedException;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.publish.Publication;
import dev.sluice.stream.publish.PublishCounter;
import dev.sluice.stream.publish.Takeover;

/** The last processing stage of a pass. */
public enum Stage {
  /** Packets to PES packets. */
  PES("demux to PES packets"),
  /** PES packets to access units: every NAL unit and every Opus packet. */
  ACCESS_UNITS("demux to access units"),
  /** The whole of ingest: access units with stream time, packetized, appended to the log. */
  LOG("demux, packetize, append to the log");

  private final String title;

  Stage(String title) {
    this.title = title;
  }

  /** The name in reports. */
  public String title() {
    return title;
  }

  /** A new feed, without learned habits. */
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

    /** Number of units produced, to detect skipped work. */
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
    private final Publication publication;
    private final TsIngest ingest;

    ToLog() {
      StreamSettings settings = GivenSettings.defaults(StreamSettings::new);
      try {
        publication =
            new Streams(settings, new WallClock(0))
                .openSource("bench", Takeover.REPLACE, 0, () -> {});
      } catch (SourceRefusedException e) {
        throw new IllegalStateException(e);
      }
      ingest = new TsIngest(publication);
    }

    @Override
    public void feed(byte[] data, int offset, int length, long nowNanos) {
      ingest.feed(data, offset, length, nowNanos);
    }

    @Override
    public long units() {
      return publication.counters().get(PublishCounter.VIDEO_UNITS)
          + publication.counters().get(PublishCounter.AUDIO_UNITS);
    }
  }
}
