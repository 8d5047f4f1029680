package dev.sluice.conformance.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The demo's pictures, encoded again: ten seconds that can be looped, with the number of each
 * picture readable in it.
 *
 * @param height of the picture in pixels, 16:9
 * @param gopSeconds distance of key frames, a divisor of ten
 * @param kilobitsPerSecond of the video
 */
public record LoopMaterial(int height, int gopSeconds, int kilobitsPerSecond) {
  private static final int FRAMES_PER_SECOND = 30;

  /** The file; makes it if it does not exist. */
  public Path file() throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of("target", "material"));
    Path file = folder.resolve("%dp-%ds-%dk.ts".formatted(height, gopSeconds, kilobitsPerSecond));
    if (!Files.exists(file)) {
      Path unfinished = folder.resolve("unfinished.ts");
      encode(unfinished);
      Files.move(unfinished, file);
    }
    return file;
  }

  /** The same with later time stamps; makes it if it does not exist. */
  public Path shifted(double seconds) throws IOException, InterruptedException {
    Path from = file();
    Path to = from.resolveSibling("%.0f-".formatted(seconds) + from.getFileName());
    if (!Files.exists(to)) {
      run(
          List.of(
              "ffmpeg",
              "-nostdin",
              "-y",
              "-loglevel",
              "error",
              "-i",
              from.toString(),
              "-c",
              "copy",
              "-pes_payload_size",
              "0",
              "-output_ts_offset",
              Double.toString(seconds),
              to.toString()));
    }
    return to;
  }

  private void encode(Path output) throws IOException, InterruptedException {
    Path demo = Path.of(System.getProperty("sluice.home"), "src/main/resources/demo/demo.ts");
    String rate = kilobitsPerSecond + "k";
    String gop = Integer.toString(gopSeconds * FRAMES_PER_SECOND);
    List<String> command =
        List.of(
            "ffmpeg",
            "-nostdin",
            "-y",
            "-loglevel",
            "error",
            "-i",
            demo.toString(),
            "-vf",
            "scale=%d:%d".formatted(height * 16 / 9, height),
            "-c:v",
            "libx264",
            "-preset",
            "veryfast",
            "-bf",
            "0",
            "-g",
            gop,
            "-keyint_min",
            gop,
            "-sc_threshold",
            "0",
            "-b:v",
            rate,
            "-maxrate",
            rate,
            "-bufsize",
            rate,
            "-c:a",
            "copy",
            "-pes_payload_size",
            "0",
            "-f",
            "mpegts",
            output.toString());
    run(command);
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process ffmpeg = new ProcessBuilder(command).inheritIO().start();
    if (!ffmpeg.waitFor(2, TimeUnit.MINUTES) || ffmpeg.exitValue() != 0) {
      ffmpeg.destroyForcibly();
      throw new IOException("ffmpeg has not made " + command.getLast());
    }
  }
}
