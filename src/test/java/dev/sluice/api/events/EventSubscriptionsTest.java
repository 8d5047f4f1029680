package dev.sluice.api.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.whep.WhepFixture;
import dev.sluice.media.Codec;
import dev.sluice.viewer.session.ViewerSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class EventSubscriptionsTest {
  private static final int MAX = 6;
  private static final int AT_ONCE = 16;
  private static final int ROUNDS = 200;

  private WhepFixture whep;
  private EventSubscriptions events;

  @BeforeEach
  void start() throws Exception {
    whep = WhepFixture.of(Map.of("whep.maxEventStreams", MAX));
    whep.play("live", Codec.H264);
    events = whep.routes.events();
  }

  @AfterEach
  void stop() {
    whep.close();
  }

  private List<ViewerSession> sessions(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      assertEquals(201, whep.post("live", WhepFixture.offer()).statusCode());
    }
    return whep.sessions.of(whep.streams.find("live").orElseThrow());
  }

  /**
   * Subscribes from many threads at once, to the sessions in turn; returns those that succeeded.
   */
  private List<EventSubscription> subscribeAtOnce(List<ViewerSession> sessions) throws Exception {
    CountDownLatch begin = new CountDownLatch(1);
    List<Future<Optional<EventSubscription>>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int i = 0; i < AT_ONCE; i++) {
        ViewerSession session = sessions.get(i % sessions.size());
        Callable<Optional<EventSubscription>> task =
            () -> {
              begin.await();
              return events.subscribe(session, "", Set.of(ViewerEvent.ACTIVE));
            };
        results.add(threads.submit(task));
      }
      begin.countDown();
    }
    List<EventSubscription> made = new ArrayList<>();
    for (Future<Optional<EventSubscription>> result : results) {
      result.resultNow().ifPresent(made::add);
    }
    return made;
  }

  @Test
  void theLimitPerSessionHoldsForRequestsAtOnce() throws Exception {
    List<ViewerSession> one = sessions(1);
    for (int round = 0; round < ROUNDS; round++) {
      List<EventSubscription> made = subscribeAtOnce(one);
      assertEquals(EventSubscriptions.MAX_PER_SESSION, made.size(), "round " + round);
      made.forEach(events::remove);
    }
  }

  @Test
  void theLimitOfAllHoldsForRequestsAtOnce() throws Exception {
    List<ViewerSession> several = sessions(4);
    for (int round = 0; round < ROUNDS; round++) {
      List<EventSubscription> made = subscribeAtOnce(several);
      assertEquals(MAX, made.size(), "round " + round);
      made.forEach(events::remove);
    }
  }

  @Test
  void aSubscriptionRemovedTwiceFreesOnePlace() throws Exception {
    ViewerSession session = sessions(1).getFirst();
    List<EventSubscription> made = subscribeAtOnce(List.of(session));
    events.remove(made.getFirst());
    events.remove(made.getFirst());
    assertTrue(events.subscribe(session, "", Set.of(ViewerEvent.ACTIVE)).isPresent());
    assertTrue(events.subscribe(session, "", Set.of(ViewerEvent.ACTIVE)).isEmpty());
  }

  @Test
  void aServiceThatStopsTakesNoSubscription() throws Exception {
    ViewerSession session = sessions(1).getFirst();
    events.close();
    assertTrue(events.subscribe(session, "", Set.of(ViewerEvent.ACTIVE)).isEmpty());
    assertEquals(0, events.count());
  }
}
