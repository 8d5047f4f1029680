package dev.sluice.app.probe;

import java.util.List;

/**
 * Findings on one program.
 *
 * @param withoutPat whether no PAT names its map
 * @param tableCrcsIgnored whether the CRC of a table was never right
 */
record ProgramReport(
    int number,
    int pmtPid,
    int pcrPid,
    ClockHealth.Report clock,
    boolean withoutPat,
    boolean tableCrcsIgnored,
    List<TrackReport> tracks) {
  ProgramReport {
    tracks = List.copyOf(tracks);
  }
}
