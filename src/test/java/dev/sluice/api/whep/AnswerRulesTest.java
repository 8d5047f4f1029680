package dev.sluice.api.whep;

import static dev.sluice.api.whep.Http.assertProblem;
import static dev.sluice.api.whep.Http.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.media.Codec;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules 1 to 5 of docs/whep.md: the answer to a POST. */
final class AnswerRulesTest {
  private WhepFixture whep;

  @BeforeEach
  void start() throws Exception {
    whep = WhepFixture.of(Map.of());
    whep.play("live", Codec.H264, Codec.OPUS);
  }

  @AfterEach
  void stop() {
    whep.close();
  }

  private HttpResponse<String> post(String type, String body) throws Exception {
    return whep.ask("POST", "/whep/live", body, "Content-Type", type);
  }

  private String answerTo(String offer) throws Exception {
    HttpResponse<String> answer = whep.post("live", offer);
    assertEquals(201, answer.statusCode(), answer.body());
    return answer.body();
  }

  private static List<String> lines(String sdp, String start) {
    return sdp.lines().filter(line -> line.startsWith(start)).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/sdp", "application/sdp;charset=utf-8", "Application/SDP"})
  void rule01_anOfferIsAnsweredWith201AndALocation(String type) throws Exception {
    HttpResponse<String> answer = post(type, WhepFixture.offer());
    assertEquals(201, answer.statusCode(), answer.body());
    assertEquals("application/sdp", header(answer, "Content-Type"));
    assertTrue(answer.body().startsWith("v=0\r\n"));
    assertTrue(header(answer, "Location").matches("/whep/live/sessions/[A-Za-z0-9_-]{22,}"));
  }

  @Test
  void rule01_anotherMediaTypeIs415AndAnUnusableOffer400() throws Exception {
    assertProblem(415, post("text/plain", WhepFixture.offer()));
    assertProblem(400, post("application/sdp", "hello"));
    assertProblem(400, post("application/sdp", "v=0\r\n"));
    assertProblem(
        400,
        post("application/sdp", WhepFixture.offer().replace("H264/", "X/").replace("opus", "x")));
  }

  @Test
  void rule02_theEntityTagIsStrongAndUnique() throws Exception {
    String first = header(whep.post("live", WhepFixture.offer()), "ETag");
    assertTrue(first.matches("\"[A-Za-z0-9_-]{22,}\""), first);
    assertNotEquals(first, header(whep.post("live", WhepFixture.offer()), "ETag"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"recvonly", "sendrecv"})
  void rule03_directionsAreSendonly(String direction) throws Exception {
    String answer = answerTo(WhepFixture.offer().replace("a=recvonly", "a=" + direction));
    assertEquals(2, lines(answer, "a=sendonly").size(), answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sendonly", "inactive"})
  void rule03_aSectionThatDoesNotReceiveIsRejected(String direction) throws Exception {
    String offer = WhepFixture.offer();
    String audio = offer.substring(offer.indexOf("m=audio"));
    int video = audio.indexOf("m=video");
    String only = video < 0 ? audio : audio.substring(0, video);
    String answer = answerTo(offer.replace(only, only.replace("a=recvonly", "a=" + direction)));
    assertTrue(lines(answer, "m=audio").getFirst().startsWith("m=audio 0 "), answer);
    assertProblem(400, whep.post("live", offer.replace("a=recvonly", "a=" + direction)));
  }

  @Test
  void rule04_oneTransportOneMediaStreamAndTheOffersOrder() throws Exception {
    String offer = WhepFixture.offer();
    String answer = answerTo(offer);
    assertEquals(1, lines(answer, "a=group:BUNDLE ").size());
    assertEquals(2, lines(answer, "a=rtcp-mux").stream().filter("a=rtcp-mux"::equals).count());
    assertEquals(
        lines(offer, "m=").stream().map(line -> line.split(" ")[0]).toList(),
        lines(answer, "m=").stream().map(line -> line.split(" ")[0]).toList());
    assertEquals(
        1,
        lines(answer, "a=msid:").stream().map(line -> line.split(" ")[0]).distinct().count(),
        answer);
    assertEquals(1, lines(answer, "a=ice-ufrag:").stream().distinct().count());
  }

  @Test
  void rule04_aDataChannelIsRefusedAndNoError() throws Exception {
    String section =
        "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\na=mid:data\r\n"
            + "a=sctp-port:5000\r\n";
    String answer = answerTo(WhepFixture.offer() + section);
    assertTrue(lines(answer, "m=application 0 ").size() == 1, answer);
    assertFalse(lines(answer, "a=group:BUNDLE").getFirst().contains("data"), answer);
  }

  @Test
  void rule05_theAnswerHasAllCandidates() throws Exception {
    String answer = answerTo(WhepFixture.offer());
    assertTrue(lines(answer, "a=ice-lite").size() == 1, answer);
    assertFalse(lines(answer, "a=candidate:").isEmpty(), answer);
    assertFalse(lines(answer, "a=end-of-candidates").isEmpty(), answer);
    assertFalse(answer.contains("trickle"), answer);
  }
}
