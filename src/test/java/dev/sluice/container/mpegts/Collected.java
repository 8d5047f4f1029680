package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.media.MuxerHabit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the output of a demuxer. */
final class Collected implements TsListener {
  /** A copy of a PES packet. */
  record Unit(int pid, long pts, long dts, boolean damaged, boolean discontinuity, byte[] payload) {
    /** Equality by content, to compare lists. */
    String text() {
      return pid + " " + pts + " " + dts + " " + damaged + " " + Arrays.hashCode(payload);
    }
  }

  final List<ProgramMap> maps = new ArrayList<>();
  final List<Unit> units = new ArrayList<>();
  final List<Long> clocks = new ArrayList<>();
  final List<Integer> broken = new ArrayList<>();
  final List<Integer> lengthsIgnored = new ArrayList<>();
  final List<Integer> withoutPat = new ArrayList<>();
  final List<Integer> crcsIgnored = new ArrayList<>();
  final TsDemuxer demuxer;

  Collected() {
    this(new MuxerHabit());
  }

  Collected(MuxerHabit habit) {
    demuxer = new TsDemuxer(this, ProgramTables.AUTOMATIC, habit, ByteBudget.UNLIMITED);
  }

  @Override
  public void onProgramMap(ProgramMap map) {
    maps.add(map);
  }

  @Override
  public void onPes(Pes pes) {
    units.add(
        new Unit(
            pes.pid(),
            pes.pts33(),
            pes.dts33(),
            pes.damaged(),
            pes.discontinuity(),
            Arrays.copyOfRange(pes.array(), pes.offset(), pes.offset() + pes.length())));
  }

  @Override
  public void onPcr(long pcrTicks27M, boolean discontinuity, long arrivalNanos) {
    clocks.add(pcrTicks27M);
  }

  @Override
  public void onFlushRuleDisabled(int pid) {
    broken.add(pid);
  }

  @Override
  public void onPesLengthsIgnored(int pid) {
    lengthsIgnored.add(pid);
  }

  @Override
  public void onProgramWithoutPat(int pmtPid) {
    withoutPat.add(pmtPid);
  }

  @Override
  public void onTableCrcIgnored(int pid) {
    crcsIgnored.add(pid);
  }

  Collected feed(TsBytes bytes) {
    return feed(bytes.toByteArray());
  }

  Collected feed(byte[] bytes) {
    demuxer.feed(bytes, 0, bytes.length, 0);
    return this;
  }

  Collected feed(TsBytes bytes, long nowNanos) {
    demuxer.feed(bytes.toByteArray(), 0, bytes.length(), nowNanos);
    return this;
  }

  long count(TsCounter counter) {
    return demuxer.counters().get(counter);
  }
}
