package dev.sluice.api.events;

import static dev.sluice.api.whep.Http.assertProblem;
import static dev.sluice.api.whep.Http.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.whep.WhepFixture;
import dev.sluice.media.Codec;
import dev.sluice.net.auth.AccessGuard;
import dev.sluice.net.auth.Authorizer;
import dev.sluice.net.http.ClientAddresses;
import dev.sluice.net.http.RawHttp1;
import dev.sluice.net.http.RawHttp2;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server-sent events of docs/whep.md, over HTTP. */
@Timeout(60)
final class EventsTest {
  private static final String INACTIVE = "inactive {\"state\":\"waiting\"}";
  private static final String ALL =
      "[\"active\",\"inactive\",\"viewercount\",\"unplayed\",\"reconnect\"]";

  private WhepFixture whep;
  private String session;
  private String events;

  @BeforeEach
  void start() throws Exception {
    whep = WhepFixture.of(Map.of("whep.maxEventStreams", 6));
    whep.play("live", Codec.H264);
    HttpResponse<String> created = whep.post("live", WhepFixture.offer());
    session = header(created, "Location");
    events = session + "/events";
    assertEquals(
        ("<%s>; rel=\"urn:ietf:params:whep:ext:core:server-sent-events\";"
                + " events=\"active,inactive,viewercount,unplayed,reconnect\"")
            .formatted(events),
        header(created, "Link"));
  }

  @AfterEach
  void stop() {
    whep.close();
  }

  private HttpResponse<String> subscribe(String names) throws Exception {
    return whep.ask("POST", events, names, "Content-Type", "application/json");
  }

  private String subscribed(String names) throws Exception {
    HttpResponse<String> answer = subscribe(names);
    assertEquals(201, answer.statusCode(), answer.body());
    return header(answer, "Location");
  }

  private EventReader read(String subscription) throws Exception {
    return new EventReader(whep, subscription);
  }

  @Test
  void aSubscriptionIsReadUntilItIsDeleted() throws Exception {
    String subscription = subscribed(ALL);
    assertTrue(subscription.matches(events + "/[A-Za-z0-9_-]{22,}"), subscription);
    try (EventReader reader = read(subscription)) {
      assertEquals("text/event-stream", reader.header("Content-Type"));
      assertEquals("*", reader.header("Access-Control-Allow-Origin"));
      assertEquals(INACTIVE, reader.next());
      assertEquals("viewercount {\"viewercount\":1}", reader.next());
      assertEquals(200, whep.ask("DELETE", subscription, "").statusCode());
      assertEquals("", reader.next(), "the end");
    }
    assertProblem(404, whep.ask("DELETE", subscription, ""));
    assertProblem(404, whep.ask("GET", subscription, ""));
    assertEquals(0, whep.routes.events().count());
  }

  @Test
  void whatWasNotAskedForIsNotTold() throws Exception {
    try (EventReader reader = read(subscribed("[\"viewercount\"]"))) {
      assertEquals("viewercount {\"viewercount\":1}", reader.next());
      String other = header(whep.post("live", WhepFixture.offer()), "Location");
      assertEquals("viewercount {\"viewercount\":2}", reader.next());
      assertEquals(200, whep.ask("DELETE", other, "").statusCode());
      assertEquals("viewercount {\"viewercount\":1}", reader.next());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"layers\"]",
        "[\"active\",\"nonsense\"]",
        "[]",
        "[1]",
        "[null]",
        "{}",
        "active",
        "''",
        "[",
      })
  void whatNamesNoEventIsRefused(String body) throws Exception {
    assertProblem(400, subscribe(body));
    assertEquals(0, whep.routes.events().count());
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 1001, 1900})
  void aDeepBodyIsRefused(int depth) throws Exception {
    assertProblem(400, subscribe("[".repeat(depth) + "]".repeat(depth)));
    assertProblem(400, subscribe("[".repeat(depth)));
    assertProblem(400, subscribe("{\"a\":".repeat(depth / 3)));
    String deep = "{\"url\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    assertProblem(400, whep.ask("PUT", "/api/drain", deep));
    assertProblem(400, whep.ask("POST", "/api/streams/live/reconnect", deep));
  }

  @Test
  void whatIsNoJsonOrNoSessionIsRefused() throws Exception {
    assertProblem(415, whep.ask("POST", events, ALL, "Content-Type", "text/plain"));
    assertProblem(413, subscribe("[\"active\"" + " ".repeat(5000) + "]"));
    assertProblem(
        404,
        whep.ask(
            "POST",
            events.replace("/sessions/", "/sessions/x"),
            ALL,
            "Content-Type",
            "application/json"));
    assertProblem(405, whep.ask("GET", events, ""));
    assertEquals(204, whep.ask("OPTIONS", events, "").statusCode());
    assertEquals(204, whep.ask("OPTIONS", events + "/x", "").statusCode());
  }

  @Test
  void anAddressCannotTakeAllSubscriptions() throws Exception {
    AccessGuard open = new AccessGuard(Authorizer.OPEN, new ClientAddresses(List.of()));
    try (WhepFixture limited = WhepFixture.guarded(Map.of("whep.maxEventStreams", 16), open)) {
      limited.play("live", Codec.H264);
      String path = header(limited.post("live", WhepFixture.offer()), "Location") + "/events";
      List<String> made = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        HttpResponse<String> answer =
            limited.ask("POST", path, ALL, "Content-Type", "application/json");
        assertEquals(201, answer.statusCode(), answer.body());
        made.add(header(answer, "Location"));
      }
      assertProblem(503, limited.ask("POST", path, ALL, "Content-Type", "application/json"));
      assertEquals(201, subscribeFrom("127.0.0.9", limited, path));
      assertEquals(200, limited.ask("DELETE", made.getFirst(), "").statusCode());
      assertEquals(
          201, limited.ask("POST", path, ALL, "Content-Type", "application/json").statusCode());
    }
  }

  private static int subscribeFrom(String address, WhepFixture limited, String path)
      throws Exception {
    try (HttpClient other =
        HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(address)).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:%d%s".formatted(limited.port(), path)))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(ALL))
              .build();
      return other.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  @Test
  void thereAreLimitsPerSessionAndInAll() throws Exception {
    for (int i = 0; i < 4; i++) {
      subscribed(ALL);
    }
    HttpResponse<String> refused = subscribe(ALL);
    assertProblem(503, refused);
    assertNotEquals("", header(refused, "Retry-After"));
    events = header(whep.post("live", WhepFixture.offer()), "Location") + "/events";
    subscribed(ALL);
    subscribed(ALL);
    assertProblem(503, subscribe(ALL));
  }

  @Test
  void theEndOfTheSessionEndsItsEvents() throws Exception {
    String subscription = subscribed("[\"reconnect\"]");
    try (EventReader reader = read(subscription)) {
      assertEquals(200, whep.ask("DELETE", session, "").statusCode());
      assertEquals("", reader.next());
    }
    assertProblem(404, whep.ask("GET", subscription, ""));
    assertEquals(0, whep.routes.events().count());
  }

  @Test
  void aClientThatComesBackIsToldWhatHolds() throws Exception {
    String subscription = subscribed("[\"inactive\"]");
    try (EventReader first = read(subscription)) {
      assertEquals(INACTIVE, first.next());
      try (EventReader second = read(subscription)) {
        assertEquals(INACTIVE, second.next());
        assertEquals("", first.next(), "it gives way");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aClientThatGoesIsNotedAtOnceOnHttp2(boolean all) throws Exception {
    String subscription = subscribed("[\"inactive\"]");
    try (RawHttp2 client = new RawHttp2(whep.port())) {
      client.get(1, subscription);
      client.awaitData("event: inactive\ndata: {\"state\":\"waiting\"}\n\n");
      assertEquals(1, whep.routes.events().readers());
      if (all) {
        client.close();
      } else {
        client.reset(1);
      }
      WhepFixture.until(() -> whep.routes.events().readers() == 0, "its thread ends");
    }
  }

  @Test
  void aClientThatGoesIsNotedAtOnce() throws Exception {
    String subscription = subscribed("[\"inactive\"]");
    EventReader reader = read(subscription);
    assertEquals(INACTIVE, reader.next());
    assertEquals(1, whep.routes.events().readers());
    reader.close();
    WhepFixture.until(() -> whep.routes.events().readers() == 0, "its thread ends");
  }

  @Test
  void aClientThatTakesNothingHoldsNoThread() throws Exception {
    String subscription = subscribed("[\"reconnect\"]");
    EventSubscriptions hub = whep.routes.events();
    try (RawHttp1 client = new RawHttp1(whep.port())) {
      client.send("GET %s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(subscription));
      WhepFixture.until(() -> hub.readers() == 1, "it reads");
      // More than the buffers of both kernels take.
      Optional<String> large = Optional.of("http://x/" + "y".repeat(16_000_000));
      assertEquals(1, hub.reconnect(one -> true, one -> large));
      assertEquals(200, whep.ask("DELETE", subscription, "").statusCode());
      hub.look(System.nanoTime() + 6_000_000_000L);
      WhepFixture.until(() -> hub.readers() == 0, "its thread ends");
    }
  }

  @Test
  void stoppingTellsToComeAgain() throws Exception {
    try (EventReader reader = read(subscribed("[\"reconnect\"]"))) {
      whep.routes.events().close();
      assertEquals("reconnect {}", reader.next());
      assertEquals("", reader.next());
    }
  }
}
