package dev.sluice.api.whep;

import dev.sluice.api.whep.WhepCounters.Outcome;
import dev.sluice.base.share.CountsByKey;
import dev.sluice.net.http.ClientPresence;
import dev.sluice.net.http.Problem;
import dev.sluice.net.http.ProblemException;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.publish.UnplayedMedia;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds POSTs for streams that have no output yet, within limits. A client that hangs up frees its
 * place at once.
 */
final class HeldPosts {
  private final Streams streams;
  private final WhepSettings settings;
  private final WhepCounters counters;
  private final AtomicInteger count = new AtomicInteger();
  private final CountsByKey byStream = new CountsByKey();
  private final CountsByKey byClient = new CountsByKey();

  HeldPosts(Streams streams, WhepSettings settings, WhepCounters counters) {
    this.streams = streams;
    this.settings = settings;
    this.counters = counters;
  }

  /**
   * Waits until the stream of that name is playable, and returns it.
   *
   * @param client key of the limit per client; empty for an exempt client
   * @throws ProblemException 409 after the longest wait, 503 when a limit is reached
   */
  Stream await(String name, String client, ServerRequest request) {
    Optional<Stream> ready = streams.find(name).filter(Stream::playable);
    return ready.isPresent() ? ready.get() : hold(name, client, request);
  }

  /** Number of POSTs held. */
  int count() {
    return count.get();
  }

  /** Entries kept for held POSTs; 0 when there are none. */
  int retained() {
    return count.get() + byStream.keys() + byClient.keys();
  }

  private Stream hold(String name, String client, ServerRequest request) {
    // Counted before compared: two requests at once cannot both take the last place.
    boolean full = count.incrementAndGet() > settings.maxWaiting;
    boolean streamFull = byStream.add(name) > settings.maxWaitingPerStream;
    boolean clientFull = byClient.add(client) > settings.maxWaitingPerClient;
    try {
      if (full || streamFull || clientFull) {
        counters.count(Outcome.FULL);
        throw unavailable(
            "Too many requests%s are waiting; try again later."
                .formatted(clientFull ? " of your address" : streamFull ? " for this stream" : ""));
      }
      return ClientPresence.of(request)
          .whilePresent(() -> streams.awaitPlayable(name, settings.waitForStream.toNanos()))
          .orElseThrow(() -> noOutput(name));
    } catch (InterruptedException e) {
      throw interrupted(request);
    } finally {
      byClient.remove(client);
      byStream.remove(name);
      count.decrementAndGet();
    }
  }

  private RuntimeException interrupted(ServerRequest request) {
    if (ClientPresence.of(request).gone()) {
      counters.count(Outcome.CLIENT_LEFT);
      return new CloseConnectionException("The client left while its request was held");
    }
    return unavailable("The service is stopping.");
  }

  private ProblemException noOutput(String name) {
    counters.count(Outcome.NO_OUTPUT);
    String faults =
        streams
            .find(name)
            .map(stream -> String.join(" ", UnplayedMedia.of(stream.source()).values()))
            .orElse("");
    String why = faults.isEmpty() ? "; is its source sending?" : ". " + faults;
    return Problem.of(Status.CONFLICT_409, "Stream '%s' has no output yet%s".formatted(name, why))
        .retryAfter(settings.retryAfter)
        .toException();
  }

  private ProblemException unavailable(String detail) {
    return Problem.of(Status.SERVICE_UNAVAILABLE_503, detail)
        .retryAfter(settings.retryAfter)
        .toException();
  }
}
