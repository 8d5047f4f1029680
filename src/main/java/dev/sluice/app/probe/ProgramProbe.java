package dev.sluice.app.probe;

import dev.sluice.base.time.StampUnwrapper;
import dev.sluice.codec.audio.AudioFraming;
import dev.sluice.container.mpegts.ElementaryStream;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.container.mpegts.ProgramMap;
import dev.sluice.container.mpegts.TsDemuxer;
import dev.sluice.container.mpegts.TsListener;
import dev.sluice.container.mpegts.TsStatistics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Probes one program. */
final class ProgramProbe implements TsListener {
  private final int number;
  private final TsDemuxer demuxer;
  private final Map<Integer, TrackProbe> tracks = new LinkedHashMap<>();

  /** Shared by all tracks, so that they cannot end up a period apart. */
  private final StampUnwrapper unwrapper = new StampUnwrapper(33);

  private final ClockHealth clock = new ClockHealth();
  private @Nullable ProgramMap map;
  private boolean withoutPat;
  private boolean tableCrcsIgnored;

  ProgramProbe(int number) {
    this.number = number;
    this.demuxer = new TsDemuxer(this, number);
  }

  int number() {
    return number;
  }

  void feed(byte[] data, int offset, int length) {
    demuxer.feed(data, offset, length, 0);
  }

  /** Ends the stream. The report is empty if the program map never arrived. */
  Optional<ProgramReport> end(TsStatistics statistics) {
    demuxer.end(0);
    tracks.forEach((pid, track) -> track.scrambled(statistics.scrambledPackets(pid)));
    return Optional.ofNullable(map)
        .map(
            known ->
                new ProgramReport(
                    number,
                    known.pmtPid(),
                    known.pcrPid(),
                    clock.report(),
                    withoutPat,
                    tableCrcsIgnored,
                    tracks.values().stream().map(TrackProbe::report).toList()));
  }

  @Override
  public void onProgramMap(ProgramMap newMap) {
    map = newMap;
    for (ElementaryStream stream : newMap.streams()) {
      TrackProbe known = tracks.get(stream.pid());
      if (known == null || known.codec() != stream.codec()) {
        tracks.put(stream.pid(), probeOf(stream));
      }
    }
  }

  private static TrackProbe probeOf(ElementaryStream stream) {
    if (stream.latm()) {
      return new FramedAudioProbe(stream, AudioFraming.LOAS);
    }
    return switch (stream.codec()) {
      case H264 -> new VideoProbe(stream);
      case OPUS -> new OpusProbe(stream);
      default ->
          AudioFraming.of(stream.codec())
              .<TrackProbe>map(framing -> new FramedAudioProbe(stream, framing))
              .orElseGet(() -> new OtherProbe(stream));
    };
  }

  @Override
  public void onPes(Pes pes) {
    TrackProbe track = tracks.get(pes.pid());
    if (track != null) {
      track.pes(pes, unwrapper, clock);
    }
  }

  @Override
  public void onPcr(long pcrTicks27M, boolean discontinuity, long arrivalNanos) {
    clock.reference(pcrTicks27M, discontinuity);
  }

  @Override
  public void onProgramWithoutPat(int pmtPid) {
    withoutPat = true;
  }

  @Override
  public void onTableCrcIgnored(int pid) {
    tableCrcsIgnored = true;
  }

  @Override
  public void onPesLengthsIgnored(int pid) {
    TrackProbe track = tracks.get(pid);
    if (track != null) {
      track.lengthsIgnored();
    }
  }

  @Override
  public void onFlushRuleDisabled(int pid) {
    TrackProbe track = tracks.get(pid);
    if (track != null) {
      track.flushRuleDisabled();
    }
  }
}
