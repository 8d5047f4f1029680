package dev.sluice.api.whep;

import dev.sluice.base.tasks.PeriodicTask;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.media.TrackSet;
import dev.sluice.media.VideoConfig;
import dev.sluice.stream.Stream;
import dev.sluice.viewer.session.Sessions;
import dev.sluice.viewer.session.ViewerSession;
import jakarta.json.Json;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be told what of which session. A timer looks at the streams and sessions that somebody
 * wants to be told of, a few times a second; it costs nothing while nobody does.
 */
public final class ViewerEvents implements AutoCloseable {
  private static final int ID_BYTES = 18;
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final int MAX_PER_SESSION = 4;

  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Browsers come back after seconds when their connection broke. */
  private static final long ABANDONED_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Sessions sessions;
  private final int max;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, EventSubscription> byId = new ConcurrentHashMap<>();
  private final Map<EventSubscription, Long> closing = new ConcurrentHashMap<>();
  private final PeriodicTask looking;

  // Of the timer's thread alone.
  private final Map<Stream, StreamActivity> activities = new HashMap<>();

  /** What a viewer has outgrown: who does not come again for it has decided so. */
  private record Shape(@Nullable TrackSet tracks, int profileLevelId) {
    static Shape of(Stream stream) {
      VideoConfig video = stream.videoConfig();
      return new Shape(stream.tracks(), video == null ? 0 : video.profileLevelId());
    }
  }

  /**
   * None yet.
   *
   * @param max most subscriptions in all; 0 turns them off
   * @param tasks looks at the sessions periodically
   */
  public ViewerEvents(Sessions sessions, int max, PeriodicTasks tasks) {
    this.sessions = sessions;
    this.max = max;
    this.looking = tasks.start("viewer_events", LOOK, this::look);
  }

  /** Whether there are any. */
  boolean offered() {
    return max > 0;
  }

  /** Count of subscriptions. */
  public int count() {
    return byId.size();
  }

  /** Count of clients that are reading. */
  public int readers() {
    return java.util.stream.Stream.concat(byId.values().stream(), closing.keySet().stream())
        .mapToInt(EventSubscription::readers)
        .sum();
  }

  /** A new subscription, empty when there are as many as may be. */
  Optional<EventSubscription> subscribe(ViewerSession session, Set<ViewerEvent> wanted) {
    long ofSession = byId.values().stream().filter(one -> one.session() == session).count();
    if (byId.size() >= max || ofSession >= MAX_PER_SESSION) {
      return Optional.empty();
    }
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    EventSubscription made = new EventSubscription(id, session, wanted, System.nanoTime());
    byId.put(id, made);
    return Optional.of(made);
  }

  /** The subscription of that id, if it is that session's. */
  Optional<EventSubscription> find(ViewerSession session, String id) {
    return Optional.ofNullable(byId.get(id)).filter(found -> found.session() == session);
  }

  void remove(EventSubscription subscription) {
    byId.remove(subscription.id());
    subscription.close();
    closing.put(subscription, System.nanoTime());
  }

  /** A reader that does not end by itself has a client that takes nothing. */
  private void endReaders(long nowNanos) {
    closing
        .entrySet()
        .removeIf(
            entry -> {
              boolean late = nowNanos - entry.getValue() > GRACE_NANOS;
              if (late) {
                entry.getKey().interruptReaders();
              }
              return late || entry.getKey().readers() == 0;
            });
  }

  /**
   * Tells viewers to come again.
   *
   * @param whom of which sessions
   * @param to the endpoint to come to, empty for the same
   * @return how many clients are told
   */
  int reconnect(Predicate<ViewerSession> whom, Function<ViewerSession, Optional<String>> to) {
    int told = 0;
    for (EventSubscription each : byId.values()) {
      boolean asked = whom.test(each.session());
      told += asked && each.reconnect(json(to.apply(each.session()))) ? 1 : 0;
    }
    return told;
  }

  private static String json(Optional<String> url) {
    return url.map(to -> Json.createObjectBuilder().add("url", to).build().toString()).orElse("{}");
  }

  /** Looks at everything once. */
  void look(long nowNanos) {
    endReaders(nowNanos);
    if (byId.isEmpty()) {
      activities.clear();
      return;
    }
    Map<Stream, Integer> viewers = sessions.countsByStream();
    Map<Stream, Boolean> active = new HashMap<>();
    for (EventSubscription each : List.copyOf(byId.values())) {
      Stream stream = each.session().stream();
      if (each.session().ended() || each.idleFor(ABANDONED_NANOS, nowNanos)) {
        remove(each);
        continue;
      }
      each.active(active.computeIfAbsent(stream, one -> isActive(one, nowNanos)));
      each.viewers(viewers.getOrDefault(stream, 0));
      if (each.session().outgrown()) {
        each.reconnectFor(Shape.of(stream));
      }
    }
    activities.keySet().retainAll(active.keySet());
  }

  private boolean isActive(Stream stream, long nowNanos) {
    return activities.computeIfAbsent(stream, one -> new StreamActivity()).active(stream, nowNanos);
  }

  /** Says goodbye: every client is told to come again, and gets no more. */
  @Override
  public void close() {
    looking.close();
    reconnect(session -> true, session -> Optional.empty());
    List.copyOf(byId.values()).forEach(this::remove);
  }
}
