package dev.sluice.api.whep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.whep.WhepCounters.Outcome;
import dev.sluice.media.Codec;
import dev.sluice.viewer.stats.EndReason;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** POSTs that are answered before their stream has output. */
@Timeout(60)
final class EagerAnswerTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String EAGER = "?wait=answer";

  private static HttpResponse<String> ask(WhepFixture whep, String stream) throws Exception {
    return whep.post(stream + EAGER, WhepFixture.offer());
  }

  private static List<String> sections(HttpResponse<String> answer) {
    return answer.body().lines().filter(line -> line.startsWith("m=")).toList();
  }

  private static String profile(HttpResponse<String> answer) {
    return answer
        .body()
        .lines()
        .filter(line -> line.contains("profile-level-id="))
        .map(line -> line.substring(line.indexOf("profile-level-id=") + 17))
        .findFirst()
        .orElse("none");
  }

  @Test
  void aStreamThatDoesNotExistYetIsAnsweredWithPictureAndSound() throws Exception {
    try (WhepFixture whep = new WhepFixture(LONG, 1, 10)) {
      HttpResponse<String> answer = ask(whep, "soon");
      assertEquals(201, answer.statusCode(), answer.body());
      assertEquals(2, sections(answer).size());
      assertTrue(sections(answer).stream().noneMatch(line -> line.contains(" 0 ")));
      assertTrue(answer.body().contains("sprop-stereo=1"));
      assertEquals("f4001f", profile(answer), "it covers High, which is not offered");
      assertTrue(answer.headers().firstValue("Location").orElse("").startsWith("/whep/soon/"));
      assertEquals(1, whep.sessions.count());
      assertEquals(0, whep.routes.waiting());
      assertEquals(1, whep.routes.counters().of(Outcome.EAGER));
      assertEquals(0, whep.routes.counters().of(Outcome.CREATED));
      whep.streams.look(System.nanoTime());
      whep.play("soon", Codec.H264, Codec.OPUS);
      assertEquals(1, whep.sessions.count(whep.streams.find("soon").orElseThrow()));
    }
  }

  @Test
  void aDeletedSessionLeavesNoStreamBehind() throws Exception {
    try (WhepFixture whep = new WhepFixture(LONG, 1, 10)) {
      String session = ask(whep, "soon").headers().firstValue("Location").orElseThrow();
      assertEquals(200, whep.ask("DELETE", session, "").statusCode());
      whep.streams.look(System.nanoTime());
      assertTrue(whep.streams.find("soon").isEmpty());
      assertEquals(1, whep.sessions.counters().of(EndReason.DELETED));
    }
  }

  @Test
  void theProfileOfTheLastLifeIsChosen() throws Exception {
    try (WhepFixture whep = new WhepFixture(LONG, 1, 10)) {
      whep.play("soon", 0x42C01F, Codec.H264);
      whep.endSource("soon");
      assertEquals("42e01f", profile(ask(whep, "soon")));
      whep.sessions.endAll(EndReason.KICKED);
      whep.streams.look(System.nanoTime());
      assertTrue(whep.streams.find("soon").isEmpty());
      assertEquals("42e01f", profile(ask(whep, "soon")), "also after the end of the stream");
      whep.play("soon", 0x4D401F, Codec.H264);
      whep.endSource("soon");
      assertEquals("4d001f", profile(ask(whep, "soon")));
    }
  }

  @Test
  void whatTheSourceHadIsAnsweredWhileItIsAway() throws Exception {
    try (WhepFixture whep = new WhepFixture(LONG, 1, 10)) {
      whep.play("radio", Codec.OPUS);
      whep.endSource("radio");
      HttpResponse<String> answer = ask(whep, "radio");
      assertEquals(201, answer.statusCode());
      assertTrue(answer.body().contains("a=inactive"), "browsers play no sound without a picture");
    }
  }

  @Test
  void outputThatIsThereIsAnsweredAsUsual() throws Exception {
    try (WhepFixture whep = new WhepFixture(LONG, 1, 10)) {
      whep.play("live", 0x4D401F, Codec.H264);
      HttpResponse<String> answer = ask(whep, "live");
      assertEquals(201, answer.statusCode());
      assertTrue(answer.body().contains("m=audio 0 "));
      assertEquals("4d001f", profile(answer));
      assertEquals(1, whep.routes.counters().of(Outcome.CREATED));
    }
  }

  @Test
  void anUnplayableStreamIsRefusedAsUsual() throws Exception {
    try (WhepFixture whep = new WhepFixture(LONG, 1, 10)) {
      whep.play("live", Codec.AAC);
      HttpResponse<String> answer = ask(whep, "live");
      assertEquals(409, answer.statusCode());
      assertTrue(answer.headers().firstValue("Retry-After").isEmpty());
      whep.endSource("live");
      assertEquals(201, ask(whep, "live").statusCode(), "the next source may be another one");
    }
  }

  @Test
  void theLimitsOfSessionsApply() throws Exception {
    try (WhepFixture whep = new WhepFixture(LONG, 1, 2)) {
      assertEquals(201, ask(whep, "one").statusCode());
      assertEquals(201, ask(whep, "two").statusCode());
      HttpResponse<String> full = ask(whep, "three");
      assertEquals(503, full.statusCode());
      assertEquals("3", full.headers().firstValue("Retry-After").orElse(""));
      whep.streams.look(System.nanoTime());
      assertTrue(whep.streams.find("three").isEmpty(), "nothing is left of a refused request");
      assertEquals(2, whep.streams.listWithPromised().size());
      assertTrue(whep.streams.list().isEmpty(), "ingest.maxStreams is for sources");
    }
  }

  @Test
  void anOfferThatCannotBeUsedIsRefused() throws Exception {
    try (WhepFixture whep = new WhepFixture(LONG, 1, 2)) {
      String withoutH264 = WhepFixture.offer().replace("H264/90000", "VP8/90000");
      String neither = withoutH264.replace("opus/48000/2", "G722/8000");
      HttpResponse<String> refused = whep.post("soon" + EAGER, neither);
      assertEquals(400, refused.statusCode());
      assertTrue(refused.body().contains("no H.264 payload type"), refused.body());
      whep.streams.look(System.nanoTime());
      assertTrue(whep.streams.find("soon").isEmpty());
    }
  }

  @Test
  void aNameThatIsNotValidIsRefused() throws Exception {
    try (WhepFixture whep = new WhepFixture(LONG, 1, 2)) {
      assertEquals(404, ask(whep, ".soon").statusCode());
    }
  }

  @Test
  void otherValuesOfTheParameterAreRefused() throws Exception {
    try (WhepFixture whep = new WhepFixture(LONG, 1, 2)) {
      HttpResponse<String> refused = whep.post("soon?wait=forever", WhepFixture.offer());
      assertEquals(400, refused.statusCode());
      assertTrue(refused.body().contains("neither answer"), refused.body());
    }
  }

  @Test
  void theServiceMayAnswerAllEagerlyButThoseThatWantOutput() throws Exception {
    try (WhepFixture whep = WhepFixture.eager()) {
      assertEquals(201, whep.post("soon", WhepFixture.offer()).statusCode());
      HttpResponse<String> held = whep.post("other?wait=output", WhepFixture.offer());
      assertEquals(409, held.statusCode());
      assertEquals(1, whep.routes.counters().of(Outcome.NO_OUTPUT));
    }
  }

  @Test
  void withoutTheParameterAPostIsHeld() throws Exception {
    try (WhepFixture whep = new WhepFixture(Duration.ofMillis(20), 1, 2)) {
      assertEquals(409, whep.post("soon", WhepFixture.offer()).statusCode());
      assertEquals(0, whep.sessions.count());
      assertFalse(whep.streams.find("soon").isPresent());
    }
  }

  @Test
  void aDrainSendsEagerViewersAwayToo() throws Exception {
    try (WhepFixture whep = new WhepFixture(LONG, 1, 2)) {
      whep.ask("PUT", "/api/drain", "{\"url\":\"https://other.example\"}");
      HttpResponse<String> answer = ask(whep, "soon");
      assertEquals(307, answer.statusCode());
      assertEquals(
          "https://other.example/whep/soon?wait=answer",
          answer.headers().firstValue("Location").orElse(""));
    }
  }
}
