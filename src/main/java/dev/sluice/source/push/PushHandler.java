package dev.sluice.source.push;

import dev.sluice.net.http.ClientPresence;
import dev.sluice.net.http.LongBody;
import dev.sluice.net.http.Problem;
import dev.sluice.net.http.ProblemException;
import dev.sluice.net.http.StreamNames;
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
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * {@code PUT} or {@code POST /ingest/{stream}}: a transport stream as a body of any length. The
 * thread that reads it runs all of ingest; nothing is queued between.
 */
final class PushHandler implements Handler {
  private static final int READ_BYTES = 64 * 1024;
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private final Pushes pushes;
  private final PushGate gate;

  PushHandler(Pushes pushes, PushGate gate) {
    this.pushes = pushes;
    this.gate = gate;
  }

  /** Opens the stream only when the first bytes are there: a probe takes nothing over. */
  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    String stream = StreamNames.of(request);
    OptionalLong expiresNanos = gate.require(stream, request, response);
    try {
      pushes.requireRoom(stream);
      byte[] buffer = new byte[READ_BYTES];
      LongBody body = LongBody.of(request);
      int count = request.content().hasEntity() ? body.read(buffer) : -1;
      if (count < 0) {
        throw Problem.of(Status.BAD_REQUEST_400, "The body is empty; send a transport stream.")
            .toException();
      }
      Push push = pushes.open(stream, body::end, expiresNanos);
      PushEnd end = PushEnd.VANISHED;
      try {
        end = body.readBy("push-" + stream, () -> pump(request, push, body, buffer, count));
      } finally {
        end = pushes.close(push, end);
      }
      answer(end, push, request, response);
    } catch (SourceRefusedException e) {
      throw refused(e);
    } catch (DataReader.InsufficientDataAvailableException | IOException e) {
      throw new CloseConnectionException("The pusher's connection ended", e);
    }
  }

  private PushEnd pump(ServerRequest request, Push push, LongBody body, byte[] buffer, int first) {
    try {
      for (int count = first; count >= 0; count = body.read(buffer)) {
        if (!feed(push, buffer, count)) {
          return PushEnd.SUPERSEDED;
        }
      }
    } catch (CloseConnectionException
        | DataReader.InsufficientDataAvailableException
        | NumberFormatException
        | IOException e) {
      // The connection broke, or a cancelled read closed it, or the chunks are no chunks.
      return PushEnd.VANISHED;
    }
    return ClientPresence.of(request).gone() ? PushEnd.VANISHED : PushEnd.COMPLETE;
  }

  /** Not in the loop above, which is compiled only after ten thousands of turns. */
  private boolean feed(Push push, byte[] buffer, int count) {
    pushes.counters().countBytes(count);
    return push.feed(buffer, count, System.nanoTime());
  }

  private static void answer(
      PushEnd end, Push push, ServerRequest request, ServerResponse response) {
    if (end == PushEnd.COMPLETE) {
      long nanos = System.nanoTime() - push.beginNanos();
      response.send(
          JSON.createObjectBuilder()
              .add("stream", push.publication().streamName())
              .add("bytes", push.bytes())
              .add("packets", push.packets())
              .add("seconds", TimeUnit.NANOSECONDS.toMillis(nanos) / 1000.0)
              .build());
    } else if (end == PushEnd.VANISHED) {
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
