package dev.sluice.conformance.clients;

import dev.sluice.conformance.harness.ChildProcess;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A client in a program of its own, which writes its events as lines of JSON ({@code
 * conformance/clients/README.md}).
 */
final class ProgramClient implements Client {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern POSTING = Pattern.compile("\"event\": ?\"posting\"");
  private static final Pattern END = Pattern.compile("\"event\": ?\"(done|failed)\"");

  /** Mean square of an amplitude of 1/1000 of full scale; silence is far below. */
  private static final double LEAST_ENERGY = 1e-6;

  private static final Path HOME = Path.of(System.getProperty("sluice.home"));

  private final String name;
  private final List<String> command;

  private ProgramClient(String name, List<String> command) {
    this.name = name;
    this.command = command;
  }

  static ProgramClient aiortc(String... options) {
    List<String> command =
        new ArrayList<>(List.of(built("aiortc/bin/python"), source("aiortc/play.py")));
    command.addAll(List.of(options));
    return new ProgramClient("aiortc", command);
  }

  static ProgramClient gstreamer(String... options) {
    // GStreamer's bindings belong to the Python of the system.
    List<String> command =
        new ArrayList<>(List.of("/usr/bin/python3", source("gstreamer/play.py")));
    command.addAll(List.of(options));
    return new ProgramClient("GStreamer webrtcbin", command);
  }

  static ProgramClient pion() {
    return new ProgramClient("Pion", List.of(built("pion")));
  }

  private static String built(String path) {
    return HOME.resolve("target/clients").resolve(path).toAbsolutePath().normalize().toString();
  }

  private static String source(String path) {
    return HOME.resolve("conformance/clients")
        .resolve(path)
        .toAbsolutePath()
        .normalize()
        .toString();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Run start(URI whep, Duration play, boolean restart) throws Exception {
    Path folder = Files.createTempDirectory("sluice-client");
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of("--whep", whep.toString()));
    all.addAll(List.of("--seconds", Double.toString(play.toMillis() / 1e3)));
    if (restart) {
      all.add("--restart");
    }
    return new Program(ChildProcess.start(name, folder, Map.of(), all), folder);
  }

  private static final class Program implements Run {
    private final ChildProcess process;
    private final Path folder;

    Program(ChildProcess process, Path folder) {
      this.process = process;
      this.folder = folder;
    }

    @Override
    public void awaitPosting() throws InterruptedException {
      process.awaitLine(POSTING, PATIENCE);
    }

    @Override
    public Played awaitPlayed() throws Exception {
      process.awaitLine(END, PATIENCE);
      process.awaitEnd(PATIENCE);
      List<JsonObject> events =
          process.output().lines().filter(line -> line.startsWith("{")).map(Program::read).toList();
      JsonObject done = first(events, "done");
      if (done.isEmpty()) {
        throw new AssertionError(process.output());
      }
      boolean recorded = Files.exists(folder.resolve("audio.ogg"));
      return new Played(
          done.getString("client"),
          at(first(events, "posting")),
          at(first(events, "answered")),
          at(first(events, "picture")),
          recorded ? pictures(done) : done.getInt("pictures"),
          done.getInt("soundPackets"),
          recorded ? audible(done) : number(done, "energy") > LEAST_ENERGY,
          done.getJsonArray("states").getValuesAs(JsonString::getString));
    }

    /** Counts the pictures that can be decoded from the recording. */
    private long pictures(JsonObject done) throws Exception {
      Path h265 = folder.resolve("video.h265");
      return done.getInt("pictures") == 0
          ? 0
          : Recording.decodedPictures(Files.exists(h265) ? h265 : folder.resolve("video.h264"));
    }

    private boolean audible(JsonObject done) throws Exception {
      return done.getInt("soundPackets") > 0 && Recording.isAudible(folder.resolve("audio.ogg"));
    }

    private static JsonObject read(String line) {
      try (JsonReader reader = Json.createReader(new StringReader(line))) {
        return reader.readObject();
      }
    }

    private static JsonObject first(List<JsonObject> events, String name) {
      return events.stream()
          .filter(event -> event.getString("event").equals(name))
          .findFirst()
          .orElse(JsonObject.EMPTY_JSON_OBJECT);
    }

    private static double at(JsonObject event) {
      return number(event, "at");
    }

    private static double number(JsonObject object, String key) {
      return object.containsKey(key) ? object.getJsonNumber(key).doubleValue() : 0;
    }

    @Override
    public void close() throws IOException {
      process.close();
      for (String file : List.of("video.h264", "video.h265", "audio.ogg")) {
        Files.deleteIfExists(folder.resolve(file));
      }
      Files.delete(folder);
    }
  }
}
