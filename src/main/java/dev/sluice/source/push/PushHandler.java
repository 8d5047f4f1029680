package dev.sluice.source.push;

import dev.sluice.net.http.ClientPresence;
import dev.sluice.net.http.LongBody;
import dev.sluice.net.http.Problem;
import dev.sluice.net.http.ProblemException;
import dev.sluice.net.http.StreamNames;
import dev.sluice.source.supervisor.Source;
import dev.sluice.source.supervisor.SourceClient;
import dev.sluice.source.supervisor.SourceEnd;
import dev.sluice.source.supervisor.SourceRequest;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.stream.life.SourceRefusedException;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import java.io.IOException;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * {@code PUT} or {@code POST /ingest/{stream}}: a transport stream as a body of any length. The
 * thread that reads it runs all of ingest; nothing is queued between.
 */
final class PushHandler implements Handler {
  private static final int FIRST_READ_BYTES = 4 * 1024;
  private static final int READ_BYTES = 64 * 1024;

  private static final String PRIORITY = "priority";

  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private final Sources sources;
  private final PushGate gate;
  private final Function<ServerRequest, SourceClient> clients;

  PushHandler(Sources sources, PushGate gate, Function<ServerRequest, SourceClient> clients) {
    this.sources = sources;
    this.gate = gate;
    this.clients = clients;
  }

  /** Opens the stream only after the first bytes: a request without a body must not take over. */
  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    String stream = StreamNames.of(request);
    OptionalLong expiresNanos = gate.require(stream, request, response);
    try {
      int priority = priority(request);
      sources.requireRoom(stream, priority);
      byte[] buffer = new byte[FIRST_READ_BYTES];
      LongBody body = LongBody.of(request);
      int count = request.content().hasEntity() ? body.read(buffer) : -1;
      if (count < 0) {
        throw Problem.of(Status.BAD_REQUEST_400, "The body is empty; send a transport stream.")
            .toException();
      }
      Source source =
          sources.open(
              new SourceRequest(stream, clients.apply(request))
                  .withExpiry(expiresNanos)
                  .withPriority(priority),
              body::end);
      SourceEnd end = SourceEnd.VANISHED;
      try {
        end = body.readBy("push-" + stream, () -> pump(request, source, body, buffer, count));
      } finally {
        end = sources.close(source, end);
      }
      answer(end, source, request, response);
    } catch (SourceRefusedException e) {
      throw refused(e);
    } catch (DataReader.InsufficientDataAvailableException | IOException e) {
      throw new CloseConnectionException("The pusher's connection ended", e);
    }
  }

  /** The query parameter {@code priority}; 0 without it. */
  private static int priority(ServerRequest request) {
    try {
      return request.query().contains(PRIORITY)
          ? Integer.parseInt(request.query().get(PRIORITY))
          : 0;
    } catch (NumberFormatException | NoSuchElementException e) {
      throw Problem.of(
              Status.BAD_REQUEST_400, "The priority in the address must be a whole number.")
          .toException();
    }
  }

  private SourceEnd pump(
      ServerRequest request, Source source, LongBody body, byte[] firstBytes, int first) {
    byte[] buffer = firstBytes;
    try {
      for (int count = first; count >= 0; count = body.read(buffer)) {
        if (!feed(source, buffer, count)) {
          return SourceEnd.SUPERSEDED;
        }
        // Large only for a source that fills it: a source of few bytes takes little memory.
        if (count == buffer.length && count < READ_BYTES) {
          buffer = new byte[READ_BYTES];
        }
      }
    } catch (CloseConnectionException
        | DataReader.InsufficientDataAvailableException
        | NumberFormatException
        | IOException e) {
      // The connection broke, or a cancelled read closed it, or the chunks are no chunks.
      return SourceEnd.VANISHED;
    }
    return ClientPresence.of(request).gone() ? SourceEnd.VANISHED : SourceEnd.COMPLETE;
  }

  /** Outside the loop above, which the JIT compiles only after ten thousands of iterations. */
  private boolean feed(Source source, byte[] buffer, int count) {
    sources.counters().countBytes(count);
    try {
      return source.feedInTime(buffer, 0, count);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("The pusher left while it was held back", e);
    }
  }

  private static void answer(
      SourceEnd end, Source source, ServerRequest request, ServerResponse response) {
    if (end == SourceEnd.COMPLETE) {
      long nanos = System.nanoTime() - source.beginNanos();
      response.send(
          JSON.createObjectBuilder()
              .add("stream", source.streamName())
              .add("bytes", source.bytes())
              .add("packets", source.packets())
              .add("seconds", TimeUnit.NANOSECONDS.toMillis(nanos) / 1000.0)
              .build());
    } else if (end == SourceEnd.VANISHED) {
      throw new CloseConnectionException("The pusher's connection ended in mid-body");
    } else {
      PushAnswers.problem(end).send(request, response);
    }
  }

  private static ProblemException refused(SourceRefusedException e) {
    return Problem.of(
            e.refusal() == SourceRefusedException.Cause.OCCUPIED
                ? Status.CONFLICT_409
                : Status.SERVICE_UNAVAILABLE_503,
            String.valueOf(e.getMessage()))
        .toException();
  }
}
