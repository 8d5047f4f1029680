package dev.sluice.source.push;

import dev.sluice.net.http.Problem;
import dev.sluice.stream.life.SourceRefusedException;
import dev.sluice.stream.life.StreamState;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.publish.Publication;
import io.helidon.http.Status;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/** The pushes that run, one feeding each stream at most. Safe for any thread. */
public final class Pushes {
  private final Streams streams;
  private final TsSink.Factory sinks;
  private final PushSettings settings;
  private final PushCounters counters = new PushCounters();
  private final PushLog log = new PushLog();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Push> running = new HashMap<>();
  private final Set<Push> unfinished = new HashSet<>();
  private final Map<String, Long> past = new TreeMap<>();

  /**
   * @param streams where sources get their places
   * @param sinks makes what a source feeds
   */
  public Pushes(Streams streams, TsSink.Factory sinks, PushSettings settings) {
    this.streams = streams;
    this.sinks = sinks;
    this.settings = settings;
  }

  /** Refuses a second source before it has sent anything, where it may not replace the first. */
  void requireRoom(String stream) {
    boolean live =
        streams.find(stream).filter(known -> known.state() == StreamState.LIVE).isPresent();
    if (live && !settings.replaces()) {
      counters.count(PushEnd.REFUSED);
      throw Problem.of(
              Status.CONFLICT_409,
              "Stream '%s' has a source already, and ingest.takeover is reject.".formatted(stream))
          .toException();
    }
  }

  /**
   * Begins a push, which is the source of a stream from now on; another push of that stream is
   * cancelled.
   *
   * @param endReading has the push's thread stop reading
   */
  Push open(String stream, Runnable endReading, OptionalLong expiresNanos)
      throws SourceRefusedException {
    lock.lock();
    try {
      AtomicReference<Push> holder = new AtomicReference<>();
      Publication publication =
          streams.openSource(
              stream, settings.replaces(), () -> holder.get().cancel(PushEnd.SUPERSEDED));
      Push push =
          new Push(
              publication, sinks.open(publication), endReading, expiresNanos, System.nanoTime());
      holder.set(push);
      unfinished.add(push);
      running.put(stream, push);
      log.began(stream);
      Thread.ofPlatform()
          .daemon()
          .name("push-timer-" + stream)
          .start(new PushTimer(push, settings.stall.toNanos()));
      return push;
    } catch (SourceRefusedException e) {
      counters.count(PushEnd.REFUSED);
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /** Ends a push, by the thread that opened it; returns how it ended. */
  PushEnd close(Push push, PushEnd natural) {
    long now = System.nanoTime();
    PushEnd end = push.finish(natural, now);
    streams.closeSource(push.publication(), now);
    lock.lock();
    try {
      running.remove(push.publication().streamName(), push);
      unfinished.remove(push);
      push.events().forEach((event, count) -> past.merge(event, count, Long::sum));
    } finally {
      lock.unlock();
    }
    counters.count(end);
    log.ended(push.publication().streamName(), end, push.bytes());
    return end;
  }

  /** Ends all of them, at the end of the service. */
  public void cancelAll() {
    List<Push> all;
    lock.lock();
    try {
      all = List.copyOf(unfinished);
    } finally {
      lock.unlock();
    }
    all.forEach(push -> push.cancel(PushEnd.SHUTDOWN));
  }

  /** What was seen, dropped and mended of all pushes since the start, by name. */
  public Map<String, Long> events() {
    lock.lock();
    try {
      Map<String, Long> all = new TreeMap<>(past);
      for (Push push : unfinished) {
        push.events().forEach((event, count) -> all.merge(event, count, Long::sum));
      }
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** The same of the push that feeds a stream now; empty where there is none. */
  public Map<String, Long> events(String stream) {
    lock.lock();
    try {
      Push push = running.get(stream);
      return push == null ? Map.of() : push.events();
    } finally {
      lock.unlock();
    }
  }

  /** How many run, those included that are being closed. */
  public int count() {
    lock.lock();
    try {
      return unfinished.size();
    } finally {
      lock.unlock();
    }
  }

  /** What happened to all of them. */
  public PushCounters counters() {
    return counters;
  }
}
