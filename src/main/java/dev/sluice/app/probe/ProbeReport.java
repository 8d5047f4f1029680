package dev.sluice.app.probe;

import dev.sluice.container.mpegts.TsCounter;
import dev.sluice.container.mpegts.TsStatistics;
import java.util.List;

/**
 * What was found of a transport stream.
 *
 * @param packetBytes from one packet to the next: 188, 192 or 204
 * @param packets count, null packets included
 * @param nullPackets count
 * @param continuityErrors gaps in continuity counters, over all PIDs
 * @param duplicates repeated packets
 * @param transportErrors packets marked as broken
 * @param scrambledPackets count
 * @param syncLosses times the sync byte was not where it should be
 * @param skippedBytes bytes that belong to no packet
 */
public record ProbeReport(
    int packetBytes,
    long packets,
    long nullPackets,
    long continuityErrors,
    long duplicates,
    long transportErrors,
    long scrambledPackets,
    long syncLosses,
    long skippedBytes,
    List<ProgramReport> programs) {
  /** Copies the list. */
  public ProbeReport {
    programs = List.copyOf(programs);
  }

  static ProbeReport of(TsStatistics statistics, List<ProgramReport> programs) {
    return new ProbeReport(
        statistics.packetBytes(),
        statistics.counters().get(TsCounter.PACKETS),
        statistics.counters().get(TsCounter.NULL_PACKETS),
        statistics.counters().get(TsCounter.CONTINUITY_GAPS),
        statistics.counters().get(TsCounter.DUPLICATES),
        statistics.counters().get(TsCounter.TRANSPORT_ERRORS),
        statistics.counters().get(TsCounter.SCRAMBLED),
        statistics.counters().get(TsCounter.SYNC_LOSSES),
        statistics.counters().get(TsCounter.SKIPPED_BYTES),
        programs);
  }

  /** Whether there is a program at all. */
  public boolean hasPrograms() {
    return !programs.isEmpty();
  }

  /** The report for machines. */
  public String toJson() {
    return ProbeJson.of(this);
  }

  /** The report for people, with advice. */
  public String toText() {
    return ProbeText.of(this);
  }
}
