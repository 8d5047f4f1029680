package dev.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.net.http.RawHttp1;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The calls of a go-livepeer gateway ({@code media/mediamtx.go}), in its order. */
@Timeout(60)
class MediaMtxCallsTest {
  private static final String TOKEN = "control-control-1";
  private static final String PUSH = "publish-publish-1";
  private static final String BASIC =
      "Basic "
          + Base64.getEncoder()
              .encodeToString(("admin:" + TOKEN).getBytes(StandardCharsets.US_ASCII));
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  private static String idIn(String json) {
    Matcher id = ID.matcher(json);
    assertTrue(id.find(), json);
    return UUID.fromString(id.group(1)).toString();
  }

  private static HttpResponse<String> get(RunningService service, String path) throws Exception {
    return service.control("GET", path, "", "Authorization", BASIC);
  }

  private static HttpResponse<String> post(RunningService service, String path) throws Exception {
    return service.control("POST", path, "", "Authorization", BASIC);
  }

  private static RunningService start() throws Exception {
    return new RunningService(
        Map.of(
            "SLUICE_CONTROL_TOKEN",
            TOKEN,
            "SLUICE_AUTH_MODE",
            "tokens",
            "SLUICE_AUTH_TOKENS",
            "publish:*:" + PUSH + ",play:*:" + PUSH));
  }

  @Test
  void aPublisherIsFoundAndKicked() throws Exception {
    try (RunningService service = start();
        RawHttp1 pusher = service.push("/ingest/cam-out?streamId=7&token=" + PUSH)) {
      String list = service.until("/v3/rtmpconns/list", "\"itemCount\":1", "Authorization", BASIC);
      assertTrue(list.startsWith("{\"itemCount\":1,\"pageCount\":1,\"items\":[{"), list);
      assertTrue(!list.contains(PUSH), list);
      String path = "/v3/rtmpconns/get/" + idIn(list);
      String one = get(service, path).body();
      assertTrue(
          one.matches(
              "\\{\"id\":\"[^\"]+\",\"created\":\"20[^\"]+Z\",\"remoteAddr\":\"127.0.0.1\","
                  + "\"state\":\"publish\",\"path\":\"cam-out\",\"query\":\"streamId=7\",.*"),
          one);
      service.until(
          path, "\"inboundBytes\":" + RunningService.PUSHED_BYTES + ",", "Authorization", BASIC);
      assertEquals(401, service.control("GET", path, "").statusCode());

      HttpResponse<String> kicked = post(service, path.replace("/get/", "/kick/"));
      assertEquals(200, kicked.statusCode());
      assertEquals("{\"status\":\"ok\"}", kicked.body());
      // A live encoder goes on, and so reads the answer.
      pusher.send("1\r\nx\r\n");
      RawHttp1.Answer end = pusher.readAnswer();
      assertEquals(409, end.status());
      assertTrue(end.body().contains("The operator has ended this source"), end::body);
      service.until(
          path,
          "{\"status\":\"error\",\"error\":\"connection not found\"}",
          "Authorization",
          BASIC);
      assertEquals(404, get(service, path).statusCode());
      assertEquals(404, post(service, path.replace("/get/", "/kick/")).statusCode());
      service.until(
          "/metrics",
          "sluice_sources_ended_total{end=\"kicked\"} 1",
          "Authorization",
          "Bearer " + TOKEN);
    }
  }

  @Test
  void aPublisherThatSendsNothingIsKickedToo() throws Exception {
    try (RunningService service = start();
        RawHttp1 pusher = service.push("/ingest/cam-out", "Authorization: Bearer " + PUSH)) {
      String list = service.until("/v3/rtmpconns/list", "\"itemCount\":1", "Authorization", BASIC);
      assertEquals(200, post(service, "/v3/rtmpconns/kick/" + idIn(list)).statusCode());
      assertTrue(pusher.ends());
    }
  }

  @Test
  void aViewerIsFoundAndKicked() throws Exception {
    try (RunningService service = start();
        RawHttp1 unused = service.push("/ingest/cam-1f-out", "Authorization: Bearer " + PUSH)) {
      HttpResponse<String> created =
          service.open(
              "POST", "/cam-1f-out/whep?token=" + PUSH, offer(), "Content-Type", "application/sdp");
      assertEquals(201, created.statusCode(), created.body());
      String location = created.headers().firstValue("Location").orElseThrow();
      String own = location.substring(location.lastIndexOf('/') + 1);
      String list = get(service, "/v3/webrtcsessions/list?itemsPerPage=1").body();
      String path = "/v3/webrtcsessions/get/" + idIn(list);
      assertTrue(!list.contains(own), "the list has the right to the session: " + list);
      String one = get(service, path).body();
      assertTrue(one.contains("\"state\":\"read\",\"path\":\"cam-1f-out\""), one);
      assertTrue(one.contains("\"peerConnectionEstablished\":false"), one);
      assertEquals(200, get(service, "/v3/webrtcsessions/get/" + own).statusCode());
      assertEquals(
          "{\"itemCount\":1,\"pageCount\":1,\"items\":[]}",
          get(service, "/v3/webrtcsessions/list?page=1").body());

      assertEquals(200, post(service, path.replace("/get/", "/kick/")).statusCode());
      assertEquals(404, service.open("GET", location, "").statusCode());
      assertEquals(404, get(service, path).statusCode());
      service.until(
          "/metrics",
          "sluice_sessions_ended_total{reason=\"kicked\"} 1",
          "Authorization",
          "Bearer " + TOKEN);
    }
  }

  @Test
  void badRequestsAreRefusedAsMediaMtxDoes() throws Exception {
    try (RunningService service = start()) {
      for (String path :
          new String[] {
            "/v3/rtmpconns/get/x",
            "/v3/webrtcsessions/get/x",
            "/v3/rtmpconns/list?page=-1",
            "/v3/rtmpconns/list?itemsPerPage=0",
            "/v3/webrtcsessions/list?itemsPerPage=many"
          }) {
        HttpResponse<String> answer = get(service, path);
        assertEquals(400, answer.statusCode(), path);
        assertTrue(answer.body().startsWith("{\"status\":\"error\",\"error\":\""), answer::body);
      }
      assertEquals(404, get(service, "/v3/rtmpconns/get/" + UUID.randomUUID()).statusCode());
      assertEquals(404, post(service, "/v3/webrtcsessions/kick/" + UUID.randomUUID()).statusCode());
    }
  }

  static String offer() throws Exception {
    try (InputStream in = MediaMtxCallsTest.class.getResourceAsStream("/sdp/chromium.sdp")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
