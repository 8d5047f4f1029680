package dev.sluice.app.probe;

import dev.sluice.container.mpegts.TsCounter;
import dev.sluice.container.mpegts.TsStatistics;
import java.util.List;

/**
 * Findings on a transport stream.
 *
 * @param packetBytes bytes from one packet to the next: 188, 192 or 204
 * @param packets count of packets, including null packets
 * @param nullPackets count of null packets
 * @param continuityErrors gaps in continuity counters over all PIDs
 * @param muxerRestarts how often all counters began again, as where recordings were joined
 * @param duplicates count of duplicate packets
 * @param transportErrors packets with transport_error_indicator
 * @param scrambledPackets count of scrambled packets
 * @param syncLosses losses of sync
 * @param skippedBytes bytes outside packets
 */
public record ProbeReport(
    int packetBytes,
    long packets,
    long nullPackets,
    long continuityErrors,
    long muxerRestarts,
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
        statistics.muxerRestarts(),
        statistics.counters().get(TsCounter.DUPLICATES),
        statistics.counters().get(TsCounter.TRANSPORT_ERRORS),
        statistics.counters().get(TsCounter.SCRAMBLED),
        statistics.counters().get(TsCounter.SYNC_LOSSES),
        statistics.counters().get(TsCounter.SKIPPED_BYTES),
        programs);
  }

  /** Whether there is a program. */
  public boolean hasPrograms() {
    return !programs.isEmpty();
  }

  /** Why there is no program: a sentence. */
  public String whyNoProgram() {
    if (packets == 0) {
      return "no packets of 188 bytes are recognised, so it is no MPEG transport stream.";
    }
    return "it is an MPEG transport stream of %d packets, but its program tables are missing or"
            .formatted(packets)
        + " damaged, or it is too short.";
  }

  /** The report as JSON. */
  public String toJson() {
    return ProbeJson.of(this);
  }

  /** The report as text, with advice. */
  public String toText() {
    return ProbeText.of(this);
  }
}
