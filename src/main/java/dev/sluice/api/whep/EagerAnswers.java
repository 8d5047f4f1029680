package dev.sluice.api.whep;

import dev.sluice.api.whep.WhepCounters.Outcome;
import dev.sluice.net.http.Problem;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.StreamPromise;
import dev.sluice.stream.life.Streams;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/**
 * Decides which POSTs are answered before their stream has output. The query parameter {@code wait}
 * decides for a single POST: with {@code answer} it is answered at once, with {@code output} it is
 * held until there is output.
 */
final class EagerAnswers {
  private static final String PARAMETER = "wait";

  private final Streams streams;
  private final boolean always;
  private final WhepCounters counters;

  /**
   * @param always whether POSTs without the parameter are answered eagerly
   */
  EagerAnswers(Streams streams, boolean always, WhepCounters counters) {
    this.streams = streams;
    this.always = always;
    this.counters = counters;
  }

  /**
   * Keeps the stream of a POST that is to be answered before there is output. Empty if there is
   * output, or if the POST is to wait for it.
   *
   * @throws dev.sluice.net.http.ProblemException 400 for another value of the parameter
   */
  Optional<StreamPromise> promise(String name, ServerRequest request) {
    boolean eager = eager(request);
    return !eager || streams.find(name).filter(Stream::playable).isPresent()
        ? Optional.empty()
        : Optional.of(streams.promise(name));
  }

  private boolean eager(ServerRequest request) {
    String value = request.query().first(PARAMETER).orElse("");
    return switch (value) {
      case "" -> always;
      case "answer" -> true;
      case "output" -> false;
      default -> {
        counters.count(Outcome.BAD_OFFER);
        throw Problem.of(
                Status.BAD_REQUEST_400,
                "The parameter wait is neither answer (the answer comes at once) nor output (it"
                    + " comes when the stream has output).")
            .toException();
      }
    };
  }
}
