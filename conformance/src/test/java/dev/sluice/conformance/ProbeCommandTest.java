package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.conformance.harness.ChildProcess;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./sluice probe} from a shell and in scripts, compared with the real ffprobe. */
@Tag("quick")
class ProbeCommandTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path HOME = Path.of(System.getProperty("sluice.home"));
  private static final long STAMP_MASK = (1L << 33) - 1;

  private record Result(int status, String output) {
    JsonObject json() {
      String text = output.substring(output.indexOf('{'), output.lastIndexOf('}') + 1);
      try (var reader = Json.createReader(new StringReader(text))) {
        return reader.readObject();
      }
    }
  }

  private static Path stream(String name) throws IOException {
    return HOME.toRealPath().resolve("src/test/resources/ts/" + name + ".ts");
  }

  private static Result run(Map<String, String> environment, String shell) throws Exception {
    String command = shell.replace("SLUICE", HOME.toRealPath().resolve("sluice").toString());
    try (ChildProcess process =
        ChildProcess.start("probe", Path.of("/"), environment, List.of("sh", "-c", command))) {
      return new Result(process.awaitEnd(PATIENCE), process.output());
    }
  }

  private static Result probe(String arguments) throws Exception {
    return run(Map.of(), "SLUICE probe " + arguments);
  }

  @Test
  void jsonOfAFileHasWhatScriptsNeed() throws Exception {
    Result result = probe("--json " + stream("two-programs"));
    assertEquals(0, result.status(), result.output());
    JsonObject json = result.json();
    assertEquals(0, json.getInt("continuityErrors"));
    assertEquals(2, json.getJsonArray("programs").size());
    JsonObject second = json.getJsonArray("programs").getJsonObject(1);
    assertEquals(9, second.getInt("number"));
    assertTrue(second.getInt("pmtPid") > 0);
    List<String> kinds = new ArrayList<>();
    for (JsonObject track : second.getJsonArray("tracks").getValuesAs(JsonObject.class)) {
      kinds.add(track.getString("kind") + " " + track.getString("codec"));
      assertTrue(track.getInt("pid") > 0 && track.getInt("accessUnits") > 0, track.toString());
      assertTrue(track.getInt("keyFrames") > 0, track.toString());
      long first = track.getJsonNumber("firstPts90k").longValue();
      assertTrue(track.getJsonNumber("lastPts90k").longValue() > first, track.toString());
    }
    assertEquals(List.of("video h264", "audio opus"), kinds);
  }

  @Test
  void standardInputEndsItsReport() throws Exception {
    Result result = run(Map.of(), "cat " + stream("h264-opus-wrap") + " | SLUICE probe --json -");
    assertEquals(0, result.status(), result.output());
    JsonObject video =
        result
            .json()
            .getJsonArray("programs")
            .getJsonObject(0)
            .getJsonArray("tracks")
            .getJsonObject(0);
    assertEquals(30, video.getInt("accessUnits"));
    assertTrue(video.getJsonNumber("lastPts90k").longValue() > STAMP_MASK, "unwrapped");
  }

  @Test
  void addressOfAServerIsRead() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] body = Files.readAllBytes(stream("opus"));
    server.createContext(
        "/live.ts",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort();
      Result result = probe(address + "/live.ts");
      assertEquals(0, result.status(), result.output());
      assertTrue(result.output().contains("Opus"), result.output());
      Result missing = probe(address + "/nothing");
      assertEquals(1, missing.status(), missing.output());
      assertTrue(missing.output().contains("404"), missing.output());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whatCannotBeReadIsSaid() throws Exception {
    Result missing = probe("/nowhere.ts");
    assertEquals(1, missing.status(), missing.output());
    assertTrue(missing.output().contains("there is no such file"), missing.output());
    Result other = probe("--json " + HOME.toRealPath().resolve("README.md"));
    assertEquals(1, other.status(), other.output());
    assertTrue(other.output().contains("no program"), other.output());
    assertEquals(0, other.json().getJsonArray("programs").size());
  }

  @Test
  void numbersDoNotDependOnTheLanguage() throws Exception {
    Map<String, String> german =
        Map.of("SLUICE_JAVA_OPTIONS", "-Duser.language=de -Duser.country=DE");
    String file = stream("h264-opus").toString();
    Result result = run(german, "SLUICE probe " + file);
    assertEquals(probe(file).output(), result.output());
    assertFalse(result.output().matches("(?s).*\\d,\\d.*"), result.output());
  }

  /** The same access units, key frames, first and last stamps as the installed ffprobe. */
  @ParameterizedTest
  @ValueSource(
      strings = {"h264-opus", "h264-opus-single", "h264-bframes", "h264-slices", "opus-stereo"})
  void countsWhatFfprobeCounts(String name) throws Exception {
    Result theirs =
        run(
            Map.of(),
            "ffprobe -v quiet -of compact=nokey=1 -show_entries stream=index,id:packet=stream_index,pts,flags "
                + stream(name));
    JsonObject ours = probe("--json " + stream(name)).json();
    for (JsonObject track :
        ours.getJsonArray("programs")
            .getJsonObject(0)
            .getJsonArray("tracks")
            .getValuesAs(JsonObject.class)) {
      String index = indexOf(track.getInt("pid"), theirs.output());
      List<String[]> packets =
          theirs
              .output()
              .lines()
              .map(line -> line.split("\\|"))
              .filter(part -> part[0].equals("packet") && part[1].equals(index))
              .toList();
      assertEquals(packets.size(), track.getInt("accessUnits"), theirs.output());
      assertEquals(
          packets.stream().filter(part -> part[3].startsWith("K")).count(),
          track.getInt("keyFrames"));
      List<Long> stamps = packets.stream().map(part -> Long.parseLong(part[2])).sorted().toList();
      assertEquals(stamps.getFirst(), track.getJsonNumber("firstPts90k").longValue());
      assertEquals(stamps.getLast(), track.getJsonNumber("lastPts90k").longValue());
    }
  }

  private static String indexOf(int pid, String ffprobe) {
    return ffprobe
        .lines()
        .map(line -> line.split("\\|"))
        .filter(part -> part[0].equals("stream") && Integer.decode(part[2]) == pid)
        .map(part -> part[1])
        .findFirst()
        .orElseThrow(() -> new AssertionError(ffprobe));
  }
}
