package dev.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.net.http.RawHttp1;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The figures of a stream that a gateway copies. */
@Timeout(60)
class InputFiguresTest {
  /** The test stream begins at a PTS of 1.4 s, and the part that is pushed lasts some seconds. */
  private static final double FIRST_PTS_SECONDS = 1.4;

  private static final double LAST_PTS_SECONDS = 12;

  @Test
  void aLiveSourceHasFigures() throws Exception {
    try (RunningService service = new RunningService(Map.of());
        RawHttp1 unused = service.push("/ingest/cam")) {
      service.until("/api/streams/cam", "\"playable\":true");
      JsonObject input =
          read(service.until("/api/streams/cam", "\"bytes\":" + RunningService.PUSHED_BYTES + ","));
      JsonObject list = read(service.control("GET", "/v3/rtmpconns/list", "").body());
      assertEquals(
          list.getJsonArray("items").getJsonObject(0).getString("id"),
          input.getJsonObject("input").getString("sourceId"));
      for (String kind : new String[] {"video", "audio"}) {
        JsonObject track = input.getJsonObject("input").getJsonObject(kind);
        assertTrue(track.getJsonNumber("bitsPerSecond").longValue() > 0, track::toString);
        assertTrue(track.getJsonNumber("unitsPerSecond").doubleValue() > 0, track::toString);
        assertEquals(0, track.getInt("damagedUnits"));
        double pts = track.getJsonNumber("newestPtsSeconds").doubleValue();
        assertTrue(pts > FIRST_PTS_SECONDS && pts < LAST_PTS_SECONDS, track::toString);
      }
      JsonObject video = input.getJsonObject("input").getJsonObject("video");
      assertTrue(video.getInt("keyFrameDistanceUnits") > 1, video::toString);
      assertTrue(video.getInt("keyFrameDistanceMillis") > 30, video::toString);
      assertFalse(service.control("GET", "/api/streams", "").body().contains("\"input\""));
    }
  }

  private static JsonObject read(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
