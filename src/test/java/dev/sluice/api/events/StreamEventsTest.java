package dev.sluice.api.events;

import static dev.sluice.api.whep.Http.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.whep.Http;
import dev.sluice.api.whep.WhepFixture;
import dev.sluice.media.Codec;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.viewer.stats.EndReason;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The events that viewers get of their stream. */
@Timeout(60)
final class StreamEventsTest {
  private static final String ACTIVE = "active {\"state\":\"live\"}";
  private static final long CONSENT_NANOS = 30_000_000_000L;
  private static final int CONSTRAINED_BASELINE = 0x42C01F;
  private static final int HIGH_444 = 0xF4001F;

  private WhepFixture whep;

  @AfterEach
  void stop() {
    whep.close();
  }

  private EventReader reader(String stream, String offer, String names) throws Exception {
    HttpResponse<String> created = whep.post(stream, offer);
    assertEquals(201, created.statusCode(), created.body());
    HttpResponse<String> subscription =
        whep.ask(
            "POST",
            header(created, "Location") + "/events",
            names,
            "Content-Type",
            "application/json");
    assertEquals(201, subscription.statusCode(), subscription.body());
    return new EventReader(whep, header(subscription, "Location"));
  }

  @Test
  void mediaThatStopsAndComesBackIsTold() throws Exception {
    LiveStream live = new LiveStream(1 << 20);
    live.appendVideo(0, true, 100);
    whep = WhepFixture.over(live.streams, CONSENT_NANOS);
    try (EventReader reader = reader("live", WhepFixture.offer(), "[\"active\",\"inactive\"]")) {
      assertEquals(ACTIVE, reader.next());
      live.streams.look(0);
      live.streams.look(2_000_000_000L);
      assertEquals("inactive {\"state\":\"stalled\"}", reader.next());
      live.appendVideo(1, true, 100);
      assertEquals(ACTIVE, reader.next());
    }
  }

  @Test
  void theEndOfAStreamIsTheLastEvent() throws Exception {
    LiveStream live = new LiveStream(1 << 20);
    live.appendVideo(0, true, 100);
    whep = WhepFixture.over(live.streams, CONSENT_NANOS);
    try (EventReader reader = reader("live", WhepFixture.offer(), "[\"active\",\"inactive\"]")) {
      assertEquals(ACTIVE, reader.next());
      live.streams.closeSource(live.source, 0);
      assertEquals("inactive {\"state\":\"stalled\"}", reader.next());
      live.streams.endAll();
      whep.sessions.endAll(EndReason.STREAM_ENDED);
      assertEquals("inactive {\"state\":\"ended\"}", reader.next());
    }
  }

  @Test
  void soundThatAppearsCannotBeRenegotiated() throws Exception {
    whep = WhepFixture.of(Map.of());
    whep.play("live", Codec.H264);
    try (EventReader reader = reader("live", WhepFixture.offer(), "[\"reconnect\"]")) {
      whep.play("live", Codec.H264, Codec.OPUS);
      assertEquals("reconnect {}", reader.next());
      assertEquals(1, whep.sessions.count(), "the picture goes on");
    }
  }

  @Test
  void mediaThatWebRtcCannotPlayIsTold() throws Exception {
    whep = WhepFixture.of(Map.of());
    whep.play("live", Codec.H264, Codec.AAC);
    try (EventReader reader = reader("live", WhepFixture.offer(), "[\"unplayed\"]")) {
      assertEquals(
          "unplayed {\"audio\":\"The sound is AAC, which WebRTC cannot play."
              + " Encode it as Opus (ffmpeg: -c:a libopus -ac 2).\"}",
          reader.next());
      whep.play("live", Codec.H264, Codec.OPUS, Codec.AAC);
      assertEquals("unplayed {}", reader.next());
      whep.play("live", Codec.H265, Codec.MPEG2_VIDEO, Codec.OPUS);
      assertEquals(
          "unplayed {\"video\":\"The picture is H.265 and MPEG-2 video, which WebRTC cannot play."
              + " Encode it as H.264 (ffmpeg: -c:v libx264 -bf 0).\"}",
          reader.next());
    }
  }

  @Test
  void aPromisedSoundThatTheSourceDoesNotHaveIsTold() throws Exception {
    whep = WhepFixture.eager();
    try (EventReader reader = reader("live", WhepFixture.offer(), "[\"unplayed\"]")) {
      whep.play("live", Codec.H264);
      assertEquals("unplayed {\"audio\":\"The source has no sound.\"}", reader.next());
      whep.play("live", Codec.H264, Codec.OPUS);
      assertEquals("unplayed {}", reader.next());
    }
  }

  @Test
  void aPictureThatAppearsCannotBeRenegotiated() throws Exception {
    whep = WhepFixture.of(Map.of());
    whep.play("live", Codec.OPUS);
    try (EventReader reader = reader("live", WhepFixture.offer(), "[\"reconnect\"]")) {
      whep.play("live", Codec.H264, Codec.OPUS);
      assertEquals("reconnect {}", reader.next());
    }
  }

  @Test
  void aProfileThatTheChosenTypeCannotCarryIsTold() throws Exception {
    whep = WhepFixture.of(Map.of());
    whep.play("live", CONSTRAINED_BASELINE, Codec.H264);
    try (EventReader reader = reader("live", WhepFixture.offer(), "[\"reconnect\"]")) {
      whep.play("live", HIGH_444, Codec.H264);
      assertEquals("reconnect {}", reader.next());
    }
  }

  @Test
  void whoCouldNotHaveMoreIsLeftInPeace() throws Exception {
    whep = WhepFixture.of(Map.of());
    whep.play("live", CONSTRAINED_BASELINE, Codec.H264);
    String offer = WhepFixture.offer();
    int audio = offer.indexOf("m=audio");
    int video = offer.indexOf("m=video");
    String silent =
        audio < video
            ? offer.substring(0, audio) + offer.substring(video)
            : offer.substring(0, audio);
    whep.post("live", silent);
    whep.play("live", CONSTRAINED_BASELINE + 1, Codec.H264, Codec.OPUS);
    assertFalse(whep.sessions.of(whep.streams.find("live").orElseThrow()).getFirst().outgrown());
  }

  @Test
  void aSessionThatIsToComeAgainSomewhereElseIsToldWhere() throws Exception {
    whep = WhepFixture.of(Map.of());
    whep.play("live", Codec.H264);
    whep.play("other", Codec.H264);
    try (EventReader one = reader("live", WhepFixture.offer(), "[\"reconnect\"]");
        EventReader other = reader("other", WhepFixture.offer(), "[\"reconnect\"]")) {
      HttpResponse<String> told =
          whep.ask(
              "POST", "/api/streams/live/reconnect", "{\"url\":\"https://b.example/whep/live\"}");
      assertTrue(told.body().contains("\"told\":1"), told.body());
      assertEquals("reconnect {\"url\":\"https://b.example/whep/live\"}", one.next());
      HttpResponse<String> drained =
          whep.ask("PUT", "/api/drain", "{\"url\":\"https://c.example/sluice/\"}");
      assertTrue(drained.body().contains("\"told\":2"), drained.body());
      assertEquals("reconnect {\"url\":\"https://c.example/sluice/whep/live\"}", one.next());
      assertEquals("reconnect {\"url\":\"https://c.example/sluice/whep/other\"}", other.next());
    }
  }

  @Test
  void aDrainedInstanceTakesNoMoreViewers() throws Exception {
    whep = WhepFixture.of(Map.of());
    whep.play("live", Codec.H264);
    for (String bad : new String[] {"[]", "{\"url\":1}", "{\"url\":\"ftp://x\"}", "{"}) {
      Http.assertProblem(400, whep.ask("PUT", "/api/drain", bad));
    }
    assertFalse(whep.routes.drain().draining());
    assertEquals(200, whep.ask("PUT", "/api/drain", "").statusCode());
    assertTrue(whep.routes.drain().draining());
    HttpResponse<String> refused = whep.post("live", WhepFixture.offer());
    Http.assertProblem(503, refused);
    assertEquals("3", header(refused, "Retry-After"));
    assertEquals(
        200, whep.ask("PUT", "/api/drain", "{\"url\":\"https://b.example\"}").statusCode());
    HttpResponse<String> sentOn = whep.post("live", WhepFixture.offer());
    assertEquals(307, sentOn.statusCode());
    assertEquals("https://b.example/whep/live", header(sentOn, "Location"));
    assertTrue(whep.ask("GET", "/api/drain", "").body().contains("\"url\":\"https://b.example\""));
    assertEquals(200, whep.ask("DELETE", "/api/drain", "").statusCode());
    assertEquals(201, whep.post("live", WhepFixture.offer()).statusCode());
  }
}
