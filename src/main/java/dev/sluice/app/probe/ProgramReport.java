package dev.sluice.app.probe;

import java.util.List;

/** Findings on one program. */
record ProgramReport(
    int number, int pmtPid, int pcrPid, ClockHealth.Report clock, List<TrackReport> tracks) {
  ProgramReport {
    tracks = List.copyOf(tracks);
  }
}
