package dev.sluice.conformance.harness;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** An ffmpeg that pushes a live MPEG-TS to an ingest address, with the options of the README. */
public final class FfmpegPusher implements AutoCloseable {
  private static final List<String> PICTURES =
      List.of("-re", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=30");
  private static final List<String> SOUND =
      List.of("-re", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000");
  private static final String TONES =
      "aevalsrc=exprs=0.25*sin(2*PI*440*t)|0.25*sin(2*PI*1000*t):s=48000";
  private static final List<String> H264 =
      List.of("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-bf", "0");
  private static final List<String> OPUS = List.of("-c:a", "libopus", "-pes_payload_size", "0");

  private final ChildProcess process;

  private FfmpegPusher(ChildProcess process) {
    this.process = process;
  }

  /** Pushes H.264 and Opus. */
  public static FfmpegPusher picturesAndSound(URI ingest) throws IOException {
    return push(ingest, PICTURES, SOUND, H264, List.of("-g", "60"), OPUS);
  }

  /** Pushes H.264 and AAC, which WebRTC cannot play. */
  public static FfmpegPusher picturesAndAac(URI ingest) throws IOException {
    return push(ingest, PICTURES, SOUND, H264, List.of("-g", "60", "-c:a", "aac"));
  }

  /** Pushes H.264, and 440 Hz on the left and 1000 Hz on the right in the coding of the options. */
  public static FfmpegPusher tones(URI ingest, String... sound) throws IOException {
    List<String> tones = List.of("-re", "-f", "lavfi", "-i", TONES);
    return push(ingest, PICTURES, tones, H264, List.of("-g", "30"), List.of(sound));
  }

  /** Makes a film of 20 s with B-frames that are no references, and the same tones in AAC. */
  public static ChildProcess makeFilm(Path file) throws IOException {
    String command =
        "ffmpeg -nostdin -v warning -f lavfi -i testsrc2=size=640x360:rate=30 -f lavfi -i "
            + TONES
            + " -t 20 -c:v libx264 -preset veryfast -pix_fmt yuv420p -g 30 -bf 2 -x264-params"
            + " b-pyramid=none -c:a aac "
            + file;
    return ChildProcess.start("film", Path.of("/"), Map.of(), List.of(command.split(" ", -1)));
  }

  /** Pushes a film as it is. */
  public static FfmpegPusher film(URI ingest, Path file) throws IOException {
    return push(ingest, List.of("-re", "-i", file.toString(), "-c", "copy"));
  }

  /** Pushes only H.264. */
  public static FfmpegPusher picturesOnly(URI ingest) throws IOException {
    return push(ingest, PICTURES, H264, List.of("-g", "60"));
  }

  /** Pushes H.265 without B-frames, and Opus. */
  public static FfmpegPusher h265AndSound(URI ingest) throws IOException {
    List<String> h265 = List.of("-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p");
    List<String> options = List.of("-x265-params", "bframes=0:keyint=60:log-level=error");
    return push(ingest, PICTURES, SOUND, h265, options, OPUS);
  }

  /** Pushes Opus with six channels: tones of 300, 400 ... 800 Hz, in ffmpeg's order. */
  public static FfmpegPusher surround(URI ingest) throws IOException {
    StringJoiner tones = new StringJoiner("|", "aevalsrc='", "':c=5.1:s=48000");
    for (int hertz = 300; hertz <= 800; hertz += 100) {
      tones.add("0.3*sin(2*PI*%d*t)".formatted(hertz));
    }
    List<String> sound = List.of("-re", "-f", "lavfi", "-i", tones.toString());
    return push(ingest, sound, OPUS, List.of("-b:a", "256k", "-mapping_family", "1"));
  }

  /** Pushes only H.264, with x264's default of B-frames unless the options turn them off. */
  public static FfmpegPusher picturesInItsOwnWay(URI ingest, String... options) throws IOException {
    return push(ingest, PICTURES, H264.subList(0, H264.size() - 2), List.of(options));
  }

  /** Pushes only Opus. */
  public static FfmpegPusher soundOnly(URI ingest) throws IOException {
    return push(ingest, SOUND, OPUS);
  }

  /** Pushes a file repeatedly, without transcoding. */
  public static FfmpegPusher repeated(URI ingest, Path file) throws IOException {
    List<String> input =
        List.of("-re", "-stream_loop", "-1", "-i", file.toAbsolutePath().toString());
    return push(ingest, input, List.of("-c", "copy", "-pes_payload_size", "0"));
  }

  @SafeVarargs
  private static FfmpegPusher push(URI ingest, List<String>... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "warning"));
    for (List<String> some : options) {
      command.addAll(some);
    }
    command.addAll(List.of("-f", "mpegts", "-method", "PUT", ingest.toString()));
    return new FfmpegPusher(ChildProcess.start("ffmpeg", Path.of("/"), Map.of(), command));
  }

  /** The process itself. */
  public ChildProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
