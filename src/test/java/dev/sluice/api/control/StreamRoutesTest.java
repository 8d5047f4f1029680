package dev.sluice.api.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.whep.WhepFixture;
import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.tasks.Faults;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.net.http.HttpSocket;
import dev.sluice.source.supervisor.SourceSettings;
import dev.sluice.source.supervisor.Sources;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams and sessions of the control API. */
final class StreamRoutesTest {
  private WhepFixture whep;
  private HttpSocket socket;

  @BeforeEach
  void start() throws Exception {
    whep = WhepFixture.of(Map.of());
    Sources sources =
        new Sources(
            whep.streams,
            lease -> {
              throw new AssertionError("nobody pushes");
            },
            GivenSettings.defaults(SourceSettings::new),
            new Faults(System::nanoTime).guard("source_timer"));
    socket =
        HttpSocket.start(
            new HttpSocket.Settings(
                "control", "127.0.0.1", 0, -1, Duration.ofSeconds(60), 65_536, false),
            new PeriodicTasks(new Faults(System::nanoTime), System::nanoTime),
            routes -> new StreamRoutes(whep.streams, whep.sessions, sources).register(routes));
  }

  @AfterEach
  void stop() {
    socket.close();
    whep.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + socket.port() + path);
    return whep.client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  /** A stream of H.264 with a viewer, whose id is returned. */
  private String play() throws Exception {
    whep.play("live", Codec.H264);
    String address =
        whep.post("live", WhepFixture.offer()).headers().firstValue("Location").orElse("");
    return address.substring(address.lastIndexOf('/') + 1);
  }

  @Test
  void streamsAndSessionsAreTold() throws Exception {
    assertEquals("{\"streams\":[]}", get("/api/streams").body());
    String id = play();
    String stream =
        "{\"name\":\"live\",\"state\":\"live\",\"playable\":true,\"viewers\":1,\"waiting\":0,\"standby\":0,"
            + "\"slated\":false,"
            + "\"tracks\":[{\"id\":0,\"label\":\"\",\"kind\":\"video\",\"codec\":\"H.264\","
            + "\"played\":true,\"transcoded\":false,\"accessUnits\":0}],"
            + "\"video\":{\"widthPixels\":640,\"heightPixels\":360,\"profileLevelId\":\"42c01f\"}";
    assertEquals("{\"streams\":[" + stream + "}]}", get("/api/streams").body());
    assertEquals(stream + ",\"ingest\":{}}", get("/api/streams/live").body());
    String session = get("/api/streams/live/sessions/" + id).body();
    assertTrue(session.startsWith("{\"id\":\"" + id + "\",\"connected\":false,"), session);
    assertEquals("{\"sessions\":[" + session + "]}", get("/api/streams/live/sessions").body());
  }

  @Test
  void aStreamThatIsPromisedToViewersIsListed() throws Exception {
    String session =
        whep.post("soon?wait=answer", WhepFixture.offer())
            .headers()
            .firstValue("Location")
            .orElse("");
    assertTrue(get("/api/streams").body().contains("\"name\":\"soon\",\"state\":\"waiting\""));
    assertTrue(get("/api/streams/soon").body().contains("\"viewers\":1,\"waiting\":0"));
    assertTrue(get("/api/streams/soon/sessions").body().contains("\"eager\":true"));
    assertEquals(200, whep.ask("DELETE", session, "").statusCode());
    assertEquals(404, get("/api/streams/soon").statusCode());
  }

  @Test
  void healthOfEachTrack() throws Exception {
    whep.play("live", Codec.H264, Codec.OPUS);
    whep.silence("live", Track.VIDEO);
    String json = get("/api/streams/live").body();
    String silent =
        "\"health\":{\"state\":\"no_data\",\"detail\":\"The picture (H.264, ) is announced by the"
            + " source, and nothing of it arrives.\",\"accessUnits\":0,\"dropped\":{}}";
    assertTrue(json.contains(silent), json);
    assertTrue(
        json.matches(
            ".*\"health\":\\{\"state\":\"playing\",\"accessUnits\":5,"
                + "\"lastArrivalMillisAgo\":\\d+,\"dropped\":\\{}}.*"),
        json);
    assertTrue(json.contains("\"unplayed\":{\"video\":\"The picture"), json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/streams/absent",
        "/api/streams/absent/sessions",
        "/api/streams/live/sessions/x",
        "/api/streams/.x",
        "/api"
      })
  void whatIsNotThereIsAProblem(String path) throws Exception {
    play();
    HttpResponse<String> answer = get(path);
    assertEquals(404, answer.statusCode());
    assertTrue(answer.body().contains("\"detail\":\""), answer.body());
  }

  private void assertUnplayable(String stream, String part) throws Exception {
    String json = get("/api/streams/" + stream).body();
    assertTrue(json.contains("\"playable\":false"), json);
    assertTrue(json.matches(".*\"unplayable\":\"[^\"]*" + part + "[^\"]*\".*"), json);
  }

  @Test
  void aStreamWithAnObstacleIsNotPlayable() throws Exception {
    whep.play("live", Codec.H264);
    whep.announceReordering("live");
    assertUnplayable("live", "B-frames");
  }

  @Test
  void aStreamWithoutPlayableTrackIsNotPlayable() throws Exception {
    whep.play("live", Codec.H265, Codec.AAC);
    assertUnplayable("live", "H\\.265, AAC");
  }

  @Test
  void aStreamThatPlaysWithoutSoundSaysWhy() throws Exception {
    whep.play("live", Codec.H264, Codec.AAC);
    String json = get("/api/streams/live").body();
    assertTrue(json.contains("\"playable\":true"), json);
    assertTrue(json.contains("\"unplayed\":{\"audio\":\"The sound is AAC, "), json);
  }
}
