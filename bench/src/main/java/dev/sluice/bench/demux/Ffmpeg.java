package dev.sluice.bench.demux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs ffmpeg. */
final class Ffmpeg {
  private Ffmpeg() {}

  /** With these options, to its end. */
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

  /** With these options; its output is to be read. */
  static Process start(List<String> wrapper, List<String> options) throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.addAll(List.of("ffmpeg", "-nostdin", "-v", "fatal", "-y"));
    command.addAll(options);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    // Also when this program is broken off.
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
    return process;
  }

  /** What a process takes to demultiplex the file, from its start to its end. */
  static long copyNanos(Path file, int passes) throws IOException, InterruptedException {
    String repeats = Integer.toString(passes - 1);
    String input = file.toString();
    long begun = System.nanoTime();
    run(List.of("-stream_loop", repeats, "-i", input, "-c", "copy", "-f", "null", "-"));
    return System.nanoTime() - begun;
  }
}
