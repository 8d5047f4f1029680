package dev.sluice.app;

import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.source.channel.TrickleChannels;
import dev.sluice.source.channel.TrickleRoutes;
import dev.sluice.source.channel.TrickleSettings;
import dev.sluice.source.channel.WaitingPosts;
import dev.sluice.source.push.PushGate;
import dev.sluice.source.supervisor.SourceClient;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.stream.life.Streams;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The trickle server, if the settings turn it on. */
final class TrickleServer implements AutoCloseable {
  private static final Duration SWEEP_PERIOD = Duration.ofMillis(500);
  private static final Duration CONTINUE_PERIOD = Duration.ofSeconds(10);

  private final Optional<TrickleChannels> channels;
  private final WaitingPosts waiting = new WaitingPosts();

  TrickleServer(TrickleSettings settings, Streams streams, Sources sources, PeriodicTasks tasks) {
    channels =
        settings.server
            ? Optional.of(new TrickleChannels(streams, sources, settings))
            : Optional.empty();
    channels.ifPresent(
        all -> {
          tasks.start("trickle_channels", SWEEP_PERIOD, all::sweep);
          tasks.start("trickle_continue", CONTINUE_PERIOD, now -> waiting.sendAll());
        });
  }

  void register(
      HttpRouting.Builder routes, PushGate gate, Function<ServerRequest, SourceClient> clients) {
    channels.ifPresent(all -> TrickleRoutes.register(routes, all, waiting, gate, clients));
  }

  /** The channels; empty if the server is off. */
  Optional<TrickleChannels> channels() {
    return channels;
  }

  @Override
  public void close() {
    channels.ifPresent(TrickleChannels::close);
  }
}
