package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.media.MediaKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Follows PAT and PMTs (ISO/IEC 13818-1 clauses 2.4.4.3 and 2.4.4.8) and selects a program: the
 * configured number, else the first one with a playable picture and playable sound, else the first
 * one with either. A selected program stays selected while its map has a playable stream.
 */
final class ProgramTables {
  /** Receives programs, PIDs and maps. */
  interface ProgramListener {
    /** The numbers of all programs in the PAT. */
    void programs(List<Integer> numbers);

    /** The PIDs that carry program maps. */
    void pmtPids(List<Integer> pids);

    /** The map of the selected program: the first one, and each that differs. */
    void programMap(ProgramMap map);
  }

  /** Selects the program automatically. */
  static final int AUTOMATIC = 0;

  /** Time for which tracks that leave the map stay, since some muxers' maps come and go. */
  private static final long LEAVE_NANOS = 1_000_000_000L;

  private static final long NEVER = Long.MAX_VALUE;
  private static final int TABLE_PAT = 0;
  private static final int TABLE_PMT = 2;
  private static final int CURRENT = 1;

  /**
   * A map repeated so often has met all others, since maps are repeated at about one interval. A
   * multiplex may be filtered, so that its PAT lists programs without a map.
   */
  private static final int REPETITIONS = 2;

  private final int wantedProgram;
  private final ProgramListener listener;
  private final TsCounters counters;
  private final PatSections pat = new PatSections();
  private List<Program> programs = new ArrayList<>();
  private @Nullable Program selected;
  private @Nullable ProgramMap published;
  private final List<Integer> numbersWithoutPat = new ArrayList<>();
  private boolean patSeen;

  /** When streams that left the map are dropped. */
  private long leaveNanos = NEVER;

  /** A program of the PAT with its newest map. */
  private static final class Program {
    final int number;
    final int pmtPid;
    byte[] section = new byte[0];
    @Nullable ProgramMap map;
    int repetitions;

    Program(int number, int pmtPid) {
      this.number = number;
      this.pmtPid = pmtPid;
    }

    boolean playable() {
      return map != null && map.playable();
    }

    boolean hasPictureAndSound() {
      return map != null && map.plays(MediaKind.VIDEO) && map.plays(MediaKind.AUDIO);
    }
  }

  ProgramTables(int wantedProgram, ProgramListener listener, TsCounters counters) {
    this.wantedProgram = wantedProgram;
    this.listener = listener;
    this.counters = counters;
  }

  /** Handles a section of PID 0. */
  void patSection(byte[] array, int offset, int length) {
    if (Bytes.u8(array, offset) == TABLE_PAT
        && (Bytes.u8(array, offset + 5) & CURRENT) != 0
        && pat.update(array, offset, length)) {
      patSeen = true;
      updatePrograms();
    }
  }

  /** Whether there was a PAT. */
  boolean patSeen() {
    return patSeen;
  }

  /** Whether the selected program can be played. */
  boolean playing() {
    return published != null && published.playable();
  }

  /**
   * Takes a program map although no PAT names its PID.
   *
   * @return whether its program is wanted
   */
  boolean mapWithoutPat(int pid, byte[] array, int offset, int length, long nowNanos) {
    int number = Bytes.u16(array, offset + 3);
    boolean wanted = wantedProgram == AUTOMATIC || wantedProgram == number;
    if (!numbersWithoutPat.contains(number) && numbersWithoutPat.size() < TsLimits.MAX_PROGRAMS) {
      numbersWithoutPat.add(number);
      listener.programs(List.copyOf(numbersWithoutPat));
    }
    if (wanted) {
      counters.increment(TsCounter.PROGRAMS_WITHOUT_PAT);
      programs.add(new Program(number, pid));
      listener.pmtPids(programs.stream().map(program -> program.pmtPid).distinct().toList());
      pmtSection(pid, array, offset, length, nowNanos);
    }
    return wanted;
  }

  private void updatePrograms() {
    List<Program> listed = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    pat.forEach(
        (number, pmtPid) -> {
          if (number != 0 && numbers.size() < TsLimits.MAX_PROGRAMS) {
            numbers.add(number);
          }
          if (number == 0 || (wantedProgram != AUTOMATIC && number != wantedProgram)) {
            return;
          }
          if (listed.size() == TsLimits.MAX_PROGRAMS) {
            counters.increment(TsCounter.TABLE_OVERFLOWS);
            return;
          }
          listed.add(programOf(number, pmtPid));
        });
    programs = listed;
    listener.programs(numbers);
    if (selected != null && !programs.contains(selected)) {
      selected = null;
    }
    listener.pmtPids(programs.stream().map(program -> program.pmtPid).distinct().toList());
  }

  private Program programOf(int number, int pmtPid) {
    for (Program program : programs) {
      if (program.number == number && program.pmtPid == pmtPid) {
        return program;
      }
    }
    return new Program(number, pmtPid);
  }

  /** Handles a section of a PMT PID. */
  void pmtSection(int pid, byte[] array, int offset, int length, long nowNanos) {
    if (Bytes.u8(array, offset) != TABLE_PMT || (Bytes.u8(array, offset + 5) & CURRENT) == 0) {
      return;
    }
    int number = Bytes.u16(array, offset + 3);
    for (Program program : programs) {
      if (program.number == number && program.pmtPid == pid) {
        update(program, array, offset, length, nowNanos);
        return;
      }
    }
  }

  /** Compares bytes rather than version_number: some muxers never increment it. */
  private void update(Program program, byte[] array, int offset, int length, long nowNanos) {
    byte[] before = program.section;
    if (!Arrays.equals(before, 0, before.length, array, offset, offset + length)) {
      program.section = Arrays.copyOfRange(array, offset, offset + length);
      ProgramMap map = PmtSection.parse(program.pmtPid, array, offset, length);
      if (map == null) {
        counters.increment(TsCounter.BAD_SECTIONS);
        return;
      }
      program.map = map;
      program.repetitions = 0;
    } else if (selected != null) {
      return;
    } else {
      program.repetitions++;
    }
    select(program.repetitions >= REPETITIONS);
    publish(nowNanos);
  }

  /** When {@link #leave} is due; MAX_VALUE for never. */
  long leaveNanos() {
    return leaveNanos;
  }

  /** Publishes a map that lacks streams of its predecessor, if they have not come back in time. */
  void leave(long nowNanos) {
    if (nowNanos >= leaveNanos) {
      publish(nowNanos);
    }
  }

  private void publish(long nowNanos) {
    ProgramMap map = selected == null ? null : selected.map;
    if (map == null || map.equals(published)) {
      leaveNanos = NEVER;
      return;
    }
    if (published != null && lacksOnly(map, published)) {
      leaveNanos = leaveNanos == NEVER ? nowNanos + LEAVE_NANOS : leaveNanos;
      if (nowNanos < leaveNanos) {
        return;
      }
    }
    leaveNanos = NEVER;
    if (published != null) {
      counters.increment(TsCounter.PROGRAM_CHANGES);
    }
    published = map;
    listener.programMap(map);
  }

  /**
   * Whether a map is its predecessor without some of its streams, and no other stream takes the
   * place of one of them.
   */
  private static boolean lacksOnly(ProgramMap map, ProgramMap before) {
    return map.programNumber() == before.programNumber()
        && map.streams().size() < before.streams().size()
        && before.streams().containsAll(map.streams())
        && before.streams().stream()
            .noneMatch(
                stream ->
                    stream.playable()
                        && !map.streams().contains(stream)
                        && map.plays(stream.codec().kind()));
  }

  /**
   * Selects a program, unless the selected one can be played.
   *
   * @param noMoreMaps whether the missing maps are not expected any more
   */
  private void select(boolean noMoreMaps) {
    if (selected != null && selected.playable()) {
      return;
    }
    Program best = first(Program::hasPictureAndSound);
    if (best == null && (noMoreMaps || programs.stream().allMatch(other -> other.map != null))) {
      best = first(Program::playable);
      if (best == null && selected == null) {
        best = first(program -> program.map != null);
      }
    }
    selected = best == null ? selected : best;
  }

  /** The first such program in the order of the PAT; null if there is none. */
  private @Nullable Program first(Predicate<Program> which) {
    return programs.stream().filter(which).findFirst().orElse(null);
  }
}
