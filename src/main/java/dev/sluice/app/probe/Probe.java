package dev.sluice.app.probe;

import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.container.mpegts.ProgramMap;
import dev.sluice.container.mpegts.TsDemuxer;
import dev.sluice.container.mpegts.TsListener;
import dev.sluice.container.mpegts.TsStatistics;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a transport stream to its end and reports on all of its programs.
 *
 * <p>Order of calls: {@link #feed} for all bytes, then {@link #end}.
 */
public final class Probe {
  /** Maximum bytes buffered until the first program table. */
  private static final int MAX_PENDING_BYTES = 16 << 20;

  /** An impossible program number: the PAT reader selects no program. */
  private static final int NONE = 1 << 16;

  private static final int PACKET_BYTES = 188;

  private final TsStatistics statistics = new TsStatistics();
  private final GrowableBytes pending = new GrowableBytes(0, MAX_PENDING_BYTES);
  private final List<ProgramProbe> programs = new ArrayList<>();
  private final TsDemuxer scout = new TsDemuxer(new Scout(), NONE);
  private boolean listed;

  /** Processes the next bytes. */
  public void feed(byte[] data, int offset, int length) {
    statistics.feed(data, offset, length);
    boolean before = listed;
    scout.feed(data, offset, length, 0);
    if (!listed || !before) {
      keep(data, offset, length);
    } else {
      programs.forEach(program -> inPackets(program, data, offset, length));
    }
  }

  private void keep(byte[] data, int offset, int length) {
    if (!pending.append(data, offset, length)) {
      pending.clear();
    }
    if (listed) {
      programs.forEach(program -> inPackets(program, pending.array(), 0, pending.length()));
      pending.clear();
    }
  }

  /** Feeds single packets, since the demuxer decides on early delivery at the end of each piece. */
  private static void inPackets(ProgramProbe program, byte[] data, int offset, int length) {
    for (int at = 0; at < length; at += PACKET_BYTES) {
      program.feed(data, offset + at, Math.min(PACKET_BYTES, length - at));
    }
  }

  /** Ends the stream and returns the report. */
  public ProbeReport end() {
    statistics.end();
    List<ProgramReport> reports = new ArrayList<>();
    for (ProgramProbe program : programs) {
      program.end(statistics).ifPresent(reports::add);
    }
    return ProbeReport.of(statistics, reports);
  }

  private final class Scout implements TsListener {
    @Override
    public void onPrograms(List<Integer> programNumbers) {
      listed = true;
      for (int number : programNumbers) {
        if (programs.stream().noneMatch(program -> program.number() == number)) {
          programs.add(new ProgramProbe(number));
        }
      }
    }

    @Override
    public void onProgramMap(ProgramMap map) {}

    @Override
    public void onPes(Pes pes) {}
  }
}
