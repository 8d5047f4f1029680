package dev.sluice.conformance.harness;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that publishes over RTMP. */
public final class RtmpPublisher implements AutoCloseable {
  private static final Path HOME = Path.of(System.getProperty("sluice.home"));
  private static final String DEMO_SECONDS = "10";

  private final ChildProcess process;

  private RtmpPublisher(String name, String... command) throws IOException {
    process = ChildProcess.start(name, Path.of("/"), Map.of(), List.of(command));
  }

  /** The demo stream in a loop, by PyAV: H.264, and Opus by FourCC. */
  public static RtmpPublisher demoByPyAv(URI address) throws IOException {
    return new RtmpPublisher(
        "PyAV",
        absolute("target/clients/aiortc/bin/python"),
        absolute("conformance/clients/rtmp/publish.py"),
        absolute("src/main/resources/demo/demo.ts"),
        DEMO_SECONDS,
        address.toString());
  }

  private static String absolute(String path) {
    return HOME.resolve(path).toAbsolutePath().normalize().toString();
  }

  /** The demo's pictures in a loop, with a tone in AAC, by ffmpeg. */
  public static RtmpPublisher demoByFfmpeg(URI address) throws IOException {
    return words(
        "ffmpeg",
        """
        ffmpeg -nostdin -hide_banner -loglevel warning -re -stream_loop -1 -i %s
        -re -f lavfi -i sine=frequency=440:sample_rate=48000
        -map 0:v -map 1:a -c:v copy -c:a aac -f flv %s
        """
            .formatted(absolute("src/main/resources/demo/demo.ts"), address));
  }

  /** A test picture and a tone by GStreamer. */
  public static RtmpPublisher testByGStreamer(URI address) throws IOException {
    return words(
        "gst-launch-1.0",
        """
        gst-launch-1.0 -q videotestsrc is-live=true pattern=ball
        ! video/x-raw,width=320,height=240,framerate=30/1
        ! x264enc tune=zerolatency bframes=0 key-int-max=30 speed-preset=ultrafast
        ! h264parse ! flvmux streamable=true name=mux ! rtmp2sink location=%s
        audiotestsrc is-live=true ! audio/x-raw,rate=48000,channels=2
        ! voaacenc ! aacparse ! mux.
        """
            .formatted(address));
  }

  private static RtmpPublisher words(String name, String command) throws IOException {
    return new RtmpPublisher(name, command.strip().split("\\s+"));
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
