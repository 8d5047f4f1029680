package dev.sluice.conformance.attack;

import dev.sluice.conformance.harness.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A viewer on Pion: a good one that measures its pictures, or one that floods with feedback. */
final class Pion implements AutoCloseable {
  private static final Pattern PICTURE = Pattern.compile("\"event\":\"picture\"");
  private static final Pattern WATCHED =
      Pattern.compile("\"at\":(\\d+),\"event\":\"watched\",\"gapMillis\":(\\d+)");

  private static final Pattern CROWD = Pattern.compile("\"event\":\"crowd\",\"joined\":(\\d+)");
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

  private final ChildProcess process;

  private Pion(ChildProcess process) {
    this.process = process;
  }

  /** Starts to play. */
  static Pion play(URI whep, Duration time, String... options) throws IOException {
    Path home = Path.of(System.getProperty("sluice.home")).toRealPath();
    List<String> command = new ArrayList<>();
    command.add(home.resolve("target/clients/pion").toString());
    command.addAll(List.of("--whep", whep.toString(), "--folder", ""));
    command.addAll(List.of("--seconds", Double.toString(time.toMillis() / 1e3)));
    command.addAll(List.of(options));
    return new Pion(ChildProcess.start("Pion", Path.of("/"), Map.of(), command));
  }

  /** Starts many viewers over ICE-TCP in one process. */
  static Pion crowd(URI whep, int viewers, Duration time) throws IOException {
    return play(whep, time, "--viewers", Integer.toString(viewers), "--tcp");
  }

  /** Waits until the viewers of a crowd play or have given up; returns how many play. */
  int awaitCrowd(Duration patience) throws InterruptedException {
    return Integer.parseInt(process.awaitLine(CROWD, patience).group(1));
  }

  /** Stops the process where it is: its sockets stay open, and nothing is read. */
  void freeze() throws IOException, InterruptedException {
    List<String> command = List.of("kill", "-STOP", Long.toString(process.pid()));
    try (ChildProcess kill = ChildProcess.start("kill", Path.of("/"), Map.of(), command)) {
      if (kill.awaitEnd(STOP_PATIENCE) != 0) {
        throw new IOException(kill.output());
      }
    }
  }

  /** Waits for the first picture. */
  void awaitPicture(Duration patience) throws InterruptedException {
    process.awaitLine(PICTURE, patience);
  }

  /** The longest time without a new picture since a time of the system's clock. */
  long longestGapMillis(long sinceMillis) {
    if (!process.isAlive()) {
      throw new AssertionError("the good viewer has ended:\n" + process.output());
    }
    Matcher watched = WATCHED.matcher(process.output());
    long newest = 0;
    long longest = 0;
    while (watched.find()) {
      newest = Long.parseLong(watched.group(1));
      if (newest >= sinceMillis) {
        longest = Math.max(longest, Long.parseLong(watched.group(2)));
      }
    }
    if (newest < sinceMillis) {
      throw new AssertionError("the good viewer reports nothing:\n" + process.output());
    }
    return longest;
  }

  @Override
  public void close() {
    process.close();
  }
}
