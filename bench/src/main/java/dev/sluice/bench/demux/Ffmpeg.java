package dev.sluice.bench.demux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs ffmpeg. */
final class Ffmpeg {
  private Ffmpeg() {}

  /** Runs it with these options and waits for its end. */
  static void run(List<String> options) throws IOException, InterruptedException {
    Process process = start(List.of(), options);
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException("ffmpeg ended with " + status);
      }
    } finally {
      process.destroy();
    }
  }

  /** Starts it with these options; the caller reads its output. */
  static Process start(List<String> wrapper, List<String> options) throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.addAll(List.of("ffmpeg", "-nostdin", "-v", "fatal", "-y"));
    command.addAll(options);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    // Ends ffmpeg also when this program is interrupted.
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
    return process;
  }

  /** Time of a process that demultiplexes the file, from start to exit. */
  static long copyNanos(Path file, int passes) throws IOException, InterruptedException {
    String repeats = Integer.toString(passes - 1);
    String input = file.toString();
    long begun = System.nanoTime();
    run(List.of("-stream_loop", repeats, "-i", input, "-c", "copy", "-f", "null", "-"));
    return System.nanoTime() - begun;
  }
}
