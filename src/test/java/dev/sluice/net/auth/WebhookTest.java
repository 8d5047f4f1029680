package dev.sluice.net.auth;

import static dev.sluice.net.auth.StaticTokensTest.outcome;
import static dev.sluice.net.auth.Tokens.NOW;
import static dev.sluice.net.auth.Tokens.play;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.base.settings.GivenSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class WebhookTest {
  private final List<String> questions = new CopyOnWriteArrayList<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;
  private Webhook webhook;
  private volatile int status = 204;
  private volatile String body = "";
  private volatile boolean silent;
  private volatile CountDownLatch held = new CountDownLatch(0);
  private volatile CountDownLatch slow = new CountDownLatch(0);
  private volatile Instant now = NOW;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/ask", this::answer);
    server.setExecutor(threads);
    server.start();
    InstantSource clock = () -> now;
    webhook = new Webhook(settings(server.getAddress().getPort()), clock.withZone(ZoneOffset.UTC));
  }

  private static WebhookSettings settings(int port) {
    return GivenSettings.of(
        WebhookSettings::new,
        Map.of(
            "auth.webhook.url",
            Optional.of(URI.create("http://127.0.0.1:%d/ask".formatted(port))),
            "auth.webhook.timeoutMillis",
            Duration.ofSeconds(3)));
  }

  @AfterEach
  void stop() {
    never.countDown();
    webhook.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    questions.add(question);
    hold(held);
    hold(question.contains("slow") ? slow : new CountDownLatch(0));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (silent) {
      exchange.getResponseBody().flush();
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static void hold(CountDownLatch until) {
    try {
      until.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, GRANTED",
    "204, GRANTED",
    "401, BAD_TOKEN",
    "403, NOT_ALLOWED",
    "404, UNAVAILABLE",
    "302, UNAVAILABLE",
    "500, UNAVAILABLE"
  })
  void theStatusDecides(int status, String outcome) throws Exception {
    this.status = status;
    assertEquals(outcome, outcome(webhook.decide(play("live", "to\"ken"))));
    assertEquals(
        "{\"stream\":\"live\",\"action\":\"play\",\"token\":\"to\\\"ken\",\"address\":\"192.0.2.1\"}",
        questions.getFirst());
  }

  @Test
  void itIsAskedWithoutTokenToo() throws Exception {
    assertEquals("GRANTED", outcome(webhook.decide(play("live", ""))));
    status = 401;
    assertEquals("NO_TOKEN", outcome(webhook.decide(play("other", ""))));
  }

  @Test
  void anAnswerHoldsForAWhileAndForTheSameQuestion() throws Exception {
    assertEquals("GRANTED", outcome(webhook.decide(play("live", "a"))));
    status = 403;
    now = NOW.plusSeconds(9);
    assertEquals("GRANTED", outcome(webhook.decide(play("live", "a"))));
    assertEquals("NOT_ALLOWED", outcome(webhook.decide(play("live", "b"))));
    assertEquals("NOT_ALLOWED", outcome(webhook.decide(play("other", "a"))));
    now = NOW.plusSeconds(10);
    assertEquals("NOT_ALLOWED", outcome(webhook.decide(play("live", "a"))));
    status = 200;
    now = NOW.plusSeconds(13);
    assertEquals("GRANTED", outcome(webhook.decide(play("live", "b"))), "refusals hold for 2 s");
    assertEquals(5, questions.size());
  }

  @Test
  void itSaysWhenARightEnds() throws Exception {
    status = 200;
    body = "{\"expiresInSeconds\": 4}";
    assertEquals(
        new Decision.Granted(Optional.of(NOW.plusSeconds(4))), webhook.decide(play("live", "a")));
    now = NOW.plusSeconds(4);
    assertEquals(
        new Decision.Granted(Optional.of(NOW.plusSeconds(8))), webhook.decide(play("live", "a")));
  }

  @ParameterizedTest
  @CsvSource({
    "'{'",
    "'{\"expiresInSeconds\": \"4\"}'",
    "'{\"expiresInSeconds\": null}'",
    "'{\"expiresInSeconds\": 1.5}'",
    "'{\"expiresInSeconds\": 1e30}'",
    "'{\"expiresInSeconds\": 1e999999}'",
    "'{\"expiresInSeconds\": 1e9999999999}'",
    "'{\"expiresInSeconds\": 1e-9999}'",
    "'{\"expiresInSeconds\": 4, \"expiresInSeconds\": 5}'"
  })
  void anAnswerThatCannotBeReadIsARefusal(String text) throws Exception {
    status = 200;
    body = text;
    assertEquals("UNAVAILABLE", outcome(webhook.decide(play("live", "a"))));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1001, 100_000})
  void aDeepAnswerIsARefusal(int depth) throws Exception {
    status = 200;
    body = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    assertEquals("UNAVAILABLE", outcome(webhook.decide(play("live", "a"))));
    body = "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    assertEquals("UNAVAILABLE", outcome(webhook.decide(play("live", "a"))));
  }

  @Test
  void noAnswerIsARefusalInTime() throws Exception {
    status = 200;
    body = "late";
    silent = true;
    long begin = System.nanoTime();
    assertEquals("UNAVAILABLE", outcome(webhook.decide(play("live", "a"))));
    assertTrue(System.nanoTime() - begin < 9_000_000_000L);
    server.stop(0);
    assertEquals("UNAVAILABLE", outcome(webhook.decide(play("live", "a"))));
  }

  private Decision asked(Callable<Decision> question) {
    try {
      return question.call();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private AccessRequest from(String address, String token) {
    return new AccessRequest("live", Action.PLAY, token, address);
  }

  @Test
  void identicalQuestionsUnderWayAreAskedOnce() throws Exception {
    held = new CountDownLatch(1);
    List<Future<Decision>> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      answers.add(threads.submit(() -> webhook.decide(play("live", "a"))));
    }
    until(() -> questions.size() == 1);
    held.countDown();
    for (Future<Decision> answer : answers) {
      assertEquals("GRANTED", outcome(answer.get()));
    }
    assertEquals(1, questions.size());
    assertEquals(0, webhook.retained());
  }

  @Test
  void aClientThatLeavesDoesNotTakeTheAnswerWithIt() throws Exception {
    held = new CountDownLatch(1);
    Thread first = Thread.ofVirtual().start(() -> asked(() -> webhook.decide(play("live", "a"))));
    until(() -> questions.size() == 1);
    Future<Decision> second = threads.submit(() -> webhook.decide(play("live", "a")));
    first.interrupt();
    first.join();
    held.countDown();
    assertEquals("GRANTED", outcome(second.get()));
    assertEquals(0, webhook.retained());
  }

  @Test
  void slowQuestionsOfOneAddressLeaveRoomForOthers() throws Exception {
    slow = new CountDownLatch(1);
    List<Future<Decision>> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String token = "slow " + i;
      answers.add(threads.submit(() -> webhook.decide(from("2001:db8::" + token.length(), token))));
    }
    until(() -> questions.size() == PendingQuestions.PLACES_PER_ADDRESS);
    for (int i = 0; i < 100; i++) {
      assertEquals("GRANTED", outcome(webhook.decide(from("192.0.2.1", "fast " + i))));
    }
    slow.countDown();
    Map<String, Integer> outcomes = new TreeMap<>();
    for (Future<Decision> answer : answers) {
      outcomes.merge(outcome(answer.get()), 1, Integer::sum);
    }
    assertEquals(Set.of("GRANTED", "UNAVAILABLE"), outcomes.keySet(), "" + outcomes);
    assertEquals(100 - PendingQuestions.WAITING_PER_ADDRESS, outcomes.get("UNAVAILABLE"));
    assertEquals(0, webhook.retained());
  }

  private static void until(BooleanSupplier reached) {
    while (!reached.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void itsMemoryIsBounded() {
    DecisionCache cache = new DecisionCache(Duration.ofHours(1));
    for (int i = 0; i < 20_000; i++) {
      cache.put(play("live", "token " + i), Decision.Granted.FOREVER, NOW);
    }
    assertEquals(10_000, cache.size());
    assertTrue(cache.find(play("live", "token 19999"), NOW).isPresent());
    assertTrue(cache.find(play("live", "token 0"), NOW).isEmpty());
  }
}
