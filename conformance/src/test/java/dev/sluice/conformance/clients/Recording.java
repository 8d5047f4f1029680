package dev.sluice.conformance.clients;

import dev.sluice.conformance.harness.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks a recorded file with ffmpeg and ffprobe. */
final class Recording {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern MEAN_DECIBELS = Pattern.compile("mean_volume: (-?[0-9.]+) dB");

  /** Mean volume in dB; silence is below. */
  private static final double LEAST_DECIBELS = -60;

  private Recording() {}

  /** Number of decodable pictures in the first video stream. */
  static long decodedPictures(Path file) throws Exception {
    String count =
        probe(
            file,
            "-count_frames",
            "-select_streams",
            "v:0",
            "-show_entries",
            "stream=nb_read_frames",
            "-of",
            "csv=p=0");
    return Long.parseLong(count.strip().lines().findFirst().orElseThrow());
  }

  static boolean isAudible(Path file) throws Exception {
    String said =
        run("ffmpeg", "-nostdin", "-i", file.toString(), "-af", "volumedetect", "-f", "null", "-");
    Matcher mean = MEAN_DECIBELS.matcher(said);
    return mean.find() && Double.parseDouble(mean.group(1)) > LEAST_DECIBELS;
  }

  /** Length of a kind of stream in seconds, {@code v} or {@code a}. */
  static double seconds(Path file, String kind) throws Exception {
    return Double.parseDouble(
        probe(file, "-select_streams", kind, "-show_entries", "stream=duration", "-of", "csv=p=0")
            .strip());
  }

  /** The decoding times of all packets of a kind of stream, in seconds. */
  static List<Double> decodingSeconds(Path file, String kind) throws Exception {
    List<Double> times = new ArrayList<>();
    probe(file, "-select_streams", kind, "-show_entries", "packet=dts_time", "-of", "csv=p=0")
        .lines()
        .map(line -> line.replace(",", "").strip())
        .filter(line -> !line.isEmpty())
        .forEach(line -> times.add(Double.valueOf(line)));
    return times;
  }

  private static String probe(Path file, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("ffprobe", "-v", "fatal"));
    command.addAll(List.of(options));
    command.add(file.toString());
    return run(command.toArray(String[]::new));
  }

  private static String run(String... command) throws Exception {
    try (ChildProcess process =
        ChildProcess.start(command[0], Path.of("/"), Map.of(), List.of(command))) {
      if (process.awaitEnd(PATIENCE) != 0) {
        throw new AssertionError(String.join(" ", command) + "\n" + process.output());
      }
      return process.output();
    }
  }
}
