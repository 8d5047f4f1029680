package dev.sluice.api.hooks;

import dev.sluice.api.whep.Playability;
import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.base.tasks.FaultGuard;
import dev.sluice.base.tasks.PeriodicTask;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.source.supervisor.RunningSource;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.Streams;
import dev.sluice.viewer.session.KeyFramePressure;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Calls the hooks of the operator. A periodic task compares the streams with those of its last
 * turn, so that no thread of a source or viewer waits for a hook. It does not run without hooks.
 */
public final class Hooks implements KeyFramePressure.Listener, AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Streams streams;
  private final Sources sources;
  private final HookCounters counters = new HookCounters();
  private final ReadyStreams ready = new ReadyStreams();
  private final List<HookRoute> routes;
  private final Optional<HttpClient> http;
  private final Optional<PeriodicTask> looking;

  /**
   * @param streams watched for changes
   * @param sources name the source of a stream
   * @param pressure asks for key pictures
   */
  public Hooks(
      HookSettings settings,
      Streams streams,
      Sources sources,
      KeyFramePressure pressure,
      PeriodicTasks tasks) {
    this.streams = streams;
    this.sources = sources;
    this.http =
        Arrays.stream(HookKind.values()).anyMatch(kind -> settings.url(kind).isPresent())
            ? Optional.of(HttpHook.client(settings.timeout))
            : Optional.empty();
    RateLimitedLog log =
        new RateLimitedLog(System.getLogger(Hooks.class.getName()), System::nanoTime);
    HookRetry retry =
        new HookRetry(
            settings.tries, FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS, RandomGenerator.getDefault());
    FaultGuard faults = tasks.faults().guard("hook");
    this.routes =
        List.of(
            new HookRoute(
                http.map(client -> byHttp(settings, client)).orElse(Map.of()),
                retry,
                counters,
                log,
                faults),
            new HookRoute(byCommand(settings), retry, counters, log, faults));
    boolean watches = settings.has(HookKind.READY) || settings.has(HookKind.NOT_READY);
    this.looking =
        watches ? Optional.of(tasks.start("hooks", LOOK, nowNanos -> look())) : Optional.empty();
    if (settings.has(HookKind.KEY_FRAME)) {
      pressure.addListener(this);
    }
  }

  private static Map<HookKind, HookTarget> byHttp(HookSettings settings, HttpClient client) {
    Map<HookKind, HookTarget> targets = new EnumMap<>(HookKind.class);
    for (HookKind kind : HookKind.values()) {
      settings
          .url(kind)
          .ifPresent(
              url ->
                  targets.put(
                      kind, new HttpHook(kind.key() + ".url", url, client, settings.timeout)));
    }
    return targets;
  }

  private static Map<HookKind, HookTarget> byCommand(HookSettings settings) {
    Semaphore places = new Semaphore(settings.maxCommands, true);
    Map<HookKind, HookTarget> targets = new EnumMap<>(HookKind.class);
    for (HookKind kind : HookKind.values()) {
      settings
          .command(kind)
          .ifPresent(
              command ->
                  targets.put(
                      kind,
                      new CommandHook(kind.key() + ".command", command, places, settings.timeout)));
    }
    return targets;
  }

  private void look() {
    Map<String, RunningSource> live = new HashMap<>();
    sources.list().stream()
        .filter(RunningSource::live)
        .forEach(source -> live.put(source.stream(), source));
    submit(
        ready.look(
            streams.list().stream()
                .map(
                    stream ->
                        new ReadyStreams.Seen(
                            stream.name(),
                            stream.state().label(),
                            Playability.playable(stream),
                            live.get(stream.name())))
                .toList()));
  }

  private void submit(List<HookEvent> events) {
    for (HookEvent event : events) {
      routes.forEach(route -> route.submit(event));
    }
  }

  @Override
  public void onKeyFrameWanted(Stream stream, int viewers) {
    RunningSource source = sources.live(stream.name()).orElse(null);
    HookEvent seen =
        new ReadyStreams.Seen(stream.name(), stream.state().label(), true, source)
            .event(HookKind.KEY_FRAME);
    routes.forEach(route -> route.submitNow(seen.withWaiting(viewers)));
  }

  /** Events by outcome. */
  public HookCounters counters() {
    return counters;
  }

  /** Number of events that wait or are called. */
  public int pending() {
    return routes.stream().mapToInt(HookRoute::pending).sum();
  }

  /** Tells the end of all streams, waits a moment for the hooks, and ends those that still run. */
  @Override
  public void close() {
    looking.ifPresent(PeriodicTask::close);
    submit(ready.endAll());
    routes.forEach(route -> route.close(CLOSE_NANOS));
    http.ifPresent(HttpClient::shutdownNow);
  }
}
