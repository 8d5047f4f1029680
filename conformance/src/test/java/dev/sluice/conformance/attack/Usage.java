package dev.sluice.conformance.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory and processor time of a process of Linux, from a beginning on. */
final class Usage {
  /** Writes the present resident memory to its peak (proc(5), clear_refs). */
  private static final String RESET_PEAK = "5";

  private static final Pattern PEAK = Pattern.compile("^VmHWM:\\s+(\\d+) kB", Pattern.MULTILINE);

  /** USER_HZ of all common platforms. */
  private static final double TICKS_PER_SECOND = 100;

  /** Fields of /proc/PID/stat behind the name of the program. */
  private static final int USER_TICKS = 11;

  private static final int SYSTEM_TICKS = 12;

  private final Path folder;
  private final long beginNanos;
  private final long beginTicks;

  private Usage(Path folder) throws IOException {
    this.folder = folder;
    this.beginNanos = System.nanoTime();
    this.beginTicks = ticks();
  }

  static Usage begin(long pid) throws IOException {
    Path folder = Path.of("/proc/" + pid);
    Files.writeString(folder.resolve("clear_refs"), RESET_PEAK);
    return new Usage(folder);
  }

  private long ticks() throws IOException {
    String stat = Files.readString(folder.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
  }

  /** Processor time per time; 1 is a whole core. */
  double cores() throws IOException {
    double seconds = (System.nanoTime() - beginNanos) / 1e9;
    return (ticks() - beginTicks) / TICKS_PER_SECOND / seconds;
  }

  long peakResidentMegabytes() throws IOException {
    Matcher peak = PEAK.matcher(Files.readString(folder.resolve("status")));
    if (!peak.find()) {
      throw new IOException("no VmHWM in " + folder);
    }
    return Long.parseLong(peak.group(1)) >> 10;
  }
}
