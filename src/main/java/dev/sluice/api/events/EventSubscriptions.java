package dev.sluice.api.events;

import dev.sluice.base.share.FairShare;
import dev.sluice.base.tasks.PeriodicTask;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.StreamState;
import dev.sluice.stream.publish.SourceView;
import dev.sluice.stream.publish.UnplayedMedia;
import dev.sluice.viewer.session.Sessions;
import dev.sluice.viewer.session.ViewerSession;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All subscriptions to events. A periodic task compares streams and sessions with the state sent to
 * subscribers. It does nothing while there is no subscription. Thread-safe.
 */
public final class EventSubscriptions implements AutoCloseable {
  static final int MAX_PER_SESSION = 4;

  private static final int ID_BYTES = 18;
  private static final Duration LOOK = Duration.ofMillis(250);

  /** Time for a reader to end by itself once its subscription is closed. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** A browser whose connection broke reads again within seconds. */
  private static final long ABANDONED_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Sessions sessions;
  private final int max;
  private final FairShare share;
  private final PeriodicTask looking;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, EventSubscription> byId = new ConcurrentHashMap<>();
  private final Map<EventSubscription, Long> closing = new ConcurrentHashMap<>();

  /** Guards additions to and removals from {@code byId}, and the fields below. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<ViewerSession, Integer> countBySession = new HashMap<>();
  private boolean closed;

  /**
   * The media of a stream. A viewer that keeps its session gets one event for each kind of media it
   * lacks.
   */
  private record Media(@Nullable TrackSet tracks, int profileLevelId) {
    static Media of(Stream stream) {
      TrackFormat video = stream.videoFormat();
      return new Media(stream.negotiableTracks(), video == null ? 0 : video.profileLevelId());
    }
  }

  /**
   * @param max limit of subscriptions of all sessions, shared fairly by client addresses; 0 turns
   *     events off
   * @param tasks runs the comparison four times a second
   */
  public EventSubscriptions(Sessions sessions, int max, PeriodicTasks tasks) {
    this.sessions = sessions;
    this.max = max;
    this.share = new FairShare(max);
    this.looking = tasks.start("viewer_events", LOOK, this::look);
  }

  /** Whether events are turned on. */
  boolean offered() {
    return max > 0;
  }

  /**
   * The value of {@code Link} that offers events to a client; empty if events are turned off.
   *
   * @param address for subscriptions of the client
   */
  public Optional<String> link(String address) {
    return offered()
        ? Optional.of(
            "<%s>; rel=\"urn:ietf:params:whep:ext:core:server-sent-events\"; events=\"%s\""
                .formatted(address, ViewerEvent.labels()))
        : Optional.empty();
  }

  /** Number of subscriptions. */
  public int count() {
    return byId.size();
  }

  /** Number of clients that read events now. */
  public int readers() {
    return java.util.stream.Stream.concat(byId.values().stream(), closing.keySet().stream())
        .mapToInt(EventSubscription::readers)
        .sum();
  }

  /**
   * Adds a subscription; empty when a limit is reached or the service is stopping.
   *
   * @param client key of the client's address; empty for an exempt address
   */
  Optional<EventSubscription> subscribe(
      ViewerSession session, String client, Set<ViewerEvent> wanted) {
    EventSubscription added =
        new EventSubscription(newId(), session, client, wanted, System.nanoTime());
    lock.lock();
    try {
      int ofSession = countBySession.getOrDefault(session, 0);
      if (closed || ofSession >= MAX_PER_SESSION || share.take(client) != FairShare.Result.TAKEN) {
        return Optional.empty();
      }
      countBySession.put(session, ofSession + 1);
      byId.put(added.id(), added);
      return Optional.of(added);
    } finally {
      lock.unlock();
    }
  }

  private String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The subscription with that id, if it belongs to that session. */
  Optional<EventSubscription> find(ViewerSession session, String id) {
    return Optional.ofNullable(byId.get(id)).filter(found -> found.session() == session);
  }

  /** Ends a subscription; its pending events can still be read. */
  void remove(EventSubscription subscription) {
    lock.lock();
    try {
      if (byId.remove(subscription.id()) == null) {
        return;
      }
      countBySession.computeIfPresent(
          subscription.session(), (session, count) -> count == 1 ? null : count - 1);
      share.free(subscription.client());
    } finally {
      lock.unlock();
    }
    subscription.close();
    closing.put(subscription, System.nanoTime());
  }

  /** Interrupts readers of closed subscriptions whose clients take no bytes. */
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
   * Sends {@code reconnect} to viewers.
   *
   * @param which selects the sessions
   * @param endpoint endpoint for the viewer's new POST; empty for the present endpoint
   * @return number of subscriptions that got the event
   */
  public int reconnect(
      Predicate<ViewerSession> which, Function<ViewerSession, Optional<String>> endpoint) {
    int told = 0;
    for (EventSubscription each : byId.values()) {
      boolean selected = which.test(each.session());
      told += selected && each.reconnect(json(endpoint.apply(each.session()))) ? 1 : 0;
    }
    return told;
  }

  private static String json(Optional<String> url) {
    return json(url.map(to -> Map.of("url", to)).orElse(Map.of()));
  }

  private static String json(Map<String, String> members) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    members.forEach(json::add);
    return json.build().toString();
  }

  /** One turn of the periodic task. */
  void look(long nowNanos) {
    endReaders(nowNanos);
    if (byId.isEmpty()) {
      return;
    }
    Map<Stream, Integer> viewers = sessions.countsByStream();
    for (EventSubscription each : List.copyOf(byId.values())) {
      Stream stream = each.session().stream();
      if (each.session().ended() || each.idleFor(ABANDONED_NANOS, nowNanos)) {
        if (stream.state() == StreamState.ENDED) {
          each.state(StreamState.ENDED);
        }
        remove(each);
        continue;
      }
      each.state(StreamActivity.state(stream));
      each.viewers(viewers.getOrDefault(stream, 0));
      if (stream.tracks() != null) {
        each.unplayed(json(unplayed(each.session())));
      }
      if (each.session().outgrown()) {
        each.reconnectFor(Media.of(stream));
      }
    }
  }

  private static Map<String, String> unplayed(ViewerSession session) {
    SourceView source = session.stream().source();
    return session.eager()
        ? UnplayedMedia.ofPromise(source, session.trackIds())
        : UnplayedMedia.of(source, session.trackIds());
  }

  /** Sends {@code reconnect} to every viewer and ends all subscriptions. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    looking.close();
    reconnect(session -> true, session -> Optional.empty());
    List.copyOf(byId.values()).forEach(this::remove);
  }
}
