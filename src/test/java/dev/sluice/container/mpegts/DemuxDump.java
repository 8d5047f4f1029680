package dev.sluice.container.mpegts;

import dev.sluice.golden.Chunking;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;

/** Writes the output of a demuxer as text. */
final class DemuxDump implements TsListener {
  private final StringBuilder text = new StringBuilder();
  private final Set<Integer> opusPids = new HashSet<>();
  private int clocks;

  /** Feeds a file in pieces. The dump has no arrival times. */
  static String of(byte[] file, Chunking chunking) {
    DemuxDump dump = new DemuxDump();
    TsDemuxer demuxer = new TsDemuxer(dump);
    chunking.feed(file, (data, offset, length) -> demuxer.feed(data, offset, length, 0));
    demuxer.end(0);
    dump.line("%d clock references%n".formatted(dump.clocks));
    demuxer.counters().snapshot().forEach((counter, count) -> dump.countLine(counter, count));
    return dump.text.toString();
  }

  private void countLine(TsCounter counter, long count) {
    // Early delivery depends on the pieces; the rest of the output must not.
    if (counter != TsCounter.EARLY_FLUSHES) {
      line("%s %d%n".formatted(counter, count));
    }
  }

  private void line(String line) {
    text.append(line);
  }

  @Override
  public void onProgramMap(ProgramMap map) {
    line("program %d pmt %d pcr %d%n".formatted(map.programNumber(), map.pmtPid(), map.pcrPid()));
    opusPids.clear();
    for (ElementaryStream stream : map.streams()) {
      line(
          "  pid %d type 0x%02x %s channels %d%n"
              .formatted(stream.pid(), stream.streamType(), stream.codec(), stream.channels()));
      if (stream.codec() == dev.sluice.media.Codec.OPUS) {
        opusPids.add(stream.pid());
      }
    }
  }

  @Override
  public void onPes(Pes pes) {
    line(
        "pes %d pts %d dts %d bytes %d crc %08x%s%s%s%s%n"
            .formatted(
                pes.pid(),
                pes.pts33(),
                pes.dts33(),
                pes.length(),
                crc(pes.array(), pes.offset(), pes.length()),
                pes.randomAccess() ? " random-access" : "",
                pes.dataAlignment() ? " aligned" : "",
                pes.discontinuity() ? " discontinuity" : "",
                pes.damaged() ? " damaged" : ""));
    if (opusPids.contains(pes.pid())) {
      opus(pes);
    }
  }

  private void opus(Pes pes) {
    OpusAccessUnits units = new OpusAccessUnits();
    units.reset(pes.array(), pes.offset(), pes.length());
    while (units.next()) {
      line(
          "  opus bytes %d trims %d %d%n"
              .formatted(units.length(), units.startTrimSamples(), units.endTrimSamples()));
    }
    if (units.malformed()) {
      line("  malformed%n".formatted());
    }
  }

  @Override
  public void onPcr(long pcrTicks27M, boolean discontinuity, long arrivalNanos) {
    clocks++;
  }

  static int crc(byte[] array, int offset, int length) {
    CRC32 crc = new CRC32();
    crc.update(array, offset, length);
    return (int) crc.getValue();
  }
}
