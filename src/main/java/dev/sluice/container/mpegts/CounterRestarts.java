package dev.sluice.container.mpegts;

/**
 * Tells continuity counters that begin again from counters that skip lost packets.
 *
 * <p>A new muxer, as at the border of joined recordings, begins with the tables, and the counter of
 * each PID begins at 0 with a payload_unit_start.
 */
final class CounterRestarts {
  /** PIDs below carry tables (ISO/IEC 13818-1 table 2-3, ETSI EN 300 468 table 1). */
  private static final int FIRST_FREE_PID = 0x20;

  /** For each PID the newest beginning in which it had a packet. */
  private final int[] seenIn = new int[TsPacket.PIDS];

  private int beginning;
  private boolean possible;
  private boolean onlyTables;
  private boolean proved;
  private int heldGaps;
  private long restarts;

  /**
   * Judges a packet with payload.
   *
   * @param gap whether its counter is not the next one
   * @return gaps that are losses: of this packet and of the tables before it
   */
  int lossesAt(int header, boolean gap) {
    int pid = TsPacket.pid(header);
    boolean first = (header & TsPacket.CONTINUITY) == 0 && (header & TsPacket.UNIT_START) != 0;
    if (first && pid < FIRST_FREE_PID) {
      table(pid, gap);
      return 0;
    }
    if (!possible || seenIn[pid] == beginning) {
      return gap ? 1 : 0;
    }
    seenIn[pid] = beginning;
    onlyTables = false;
    if (!first) {
      possible = false;
      return end() + (gap ? 1 : 0);
    }
    if (!proved && (gap || heldGaps > 0)) {
      proved = true;
      restarts++;
    }
    heldGaps = 0;
    return 0;
  }

  private void table(int pid, boolean gap) {
    if (!possible || !onlyTables) {
      beginning++;
      possible = true;
      onlyTables = true;
      proved = false;
    }
    seenIn[pid] = beginning;
    heldGaps += gap ? 1 : 0;
  }

  /** The gaps not judged yet, which are losses if nothing follows. */
  int end() {
    int gaps = heldGaps;
    heldGaps = 0;
    return gaps;
  }

  /** How often all counters began again. */
  long count() {
    return restarts;
  }
}
