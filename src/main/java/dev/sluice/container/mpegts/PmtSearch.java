package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Searches for program maps while there is no PAT, which would name their PIDs. A section with the
 * table_id of a program map is believed after it came {@value RepeatedSection#ENOUGH} times in a
 * row, unchanged and with a right CRC.
 */
final class PmtSearch {
  /** Receives a program map that is believed, without its CRC. */
  interface Finder {
    void found(int pid, byte[] array, int offset, int length);
  }

  private static final int TABLE_PMT = 2;

  /** Enough to tell a program map: table_id, length. */
  private static final int MIN_BYTES = 3;

  private final Finder finder;
  private final TsCounters counters;
  private final List<Candidate> candidates = new ArrayList<>();

  /** A PID that seems to carry program maps. */
  private record Candidate(int pid, SectionPid sections) {}

  PmtSearch(Finder finder, TsCounters counters) {
    this.finder = finder;
    this.counters = counters;
  }

  /** Takes a packet of a PID in no table. Parameters as of {@link PidHandler#packet}. */
  void packet(
      int header, byte[] array, int offset, int length, AdaptationField adaptation, long nowNanos) {
    int pid = TsPacket.pid(header);
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.get(i).pid == pid) {
        candidates.get(i).sections.packet(header, array, offset, length, adaptation, nowNanos);
        return;
      }
    }
    boolean start = (header & TsPacket.UNIT_START) != 0;
    if (start
        && candidates.size() < TsLimits.MAX_SEARCHED_PIDS
        && beginsMap(array, offset, offset + length)) {
      Candidate candidate = candidate(pid);
      candidates.add(candidate);
      candidate.sections.packet(header, array, offset, length, adaptation, nowNanos);
    }
  }

  private static boolean beginsMap(byte[] array, int from, int end) {
    if (from == end) {
      return false;
    }
    int section = from + 1 + Bytes.u8(array, from);
    return section + MIN_BYTES <= end
        && array[section] == TABLE_PMT
        && (array[section + 1] & 0xC0) == 0x80;
  }

  private Candidate candidate(int pid) {
    RepeatedSection repeated = new RepeatedSection();
    SectionAssembler.SectionListener listener =
        (array, offset, length) -> {
          if (repeated.take(array, offset, length) == RepeatedSection.ENOUGH) {
            finder.found(pid, array, offset, length);
          }
        };
    return new Candidate(pid, new SectionPid(listener, counters));
  }
}
