package dev.sluice.source.channel;

import dev.sluice.net.http.ClientPresence;
import dev.sluice.net.http.Problem;
import dev.sluice.source.push.PushGate;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/**
 * {@code GET /ai/trickle/{channel}/{segment}}: a segment from its beginning on, as it is written.
 */
final class SubscribeHandler implements Handler {
  private static final Status NO_SEGMENT = Status.create(470, "No Data");
  private static final String JSON = "application/json";
  private static final int READ_BYTES = 32 * 1024;
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TrickleChannels channels;
  private final PushGate gate;

  SubscribeHandler(TrickleChannels channels, PushGate gate) {
    this.channels = channels;
    this.gate = gate;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    String name = ChannelPaths.channel(request);
    var unused = gate.require(ChannelKind.streamOf(name), request, response);
    PublishedChannel found = channel(name);
    found.control().ifPresent(control -> control.asked(System.nanoTime()));
    TrickleChannel channel = found.channel();
    if (ChannelPaths.segment(request).equals(ChannelPaths.NEXT_NUMBER)) {
      long next = channel.nextWrite();
      TrickleHeaders.latest(response, next);
      response.send(Long.toString(next));
      return;
    }
    TrickleChannel.Found wanted = channel.find(ChannelPaths.number(request, TrickleChannel.NEWEST));
    if (wanted.number() != wanted.nextWrite()) {
      TrickleHeaders.latest(response, wanted.nextWrite());
    }
    TrickleSegment segment = wanted.segment();
    if (segment != null) {
      send(channel, segment, request, response);
    } else if (channel.ended()) {
      sendEnd(response);
    } else {
      TrickleHeaders.segment(response, wanted.number());
      response.status(NO_SEGMENT).send("There is no such segment.");
    }
  }

  /** The channel of that name. A control channel is made for its first subscriber. */
  private PublishedChannel channel(String name) {
    return ChannelKind.of(name, JSON) == ChannelKind.CONTROL
        ? channels.create(name, JSON, System.nanoTime()).orElseThrow(TrickleRoutes::tooMany)
        : channels
            .find(name)
            .orElseThrow(
                () -> Problem.of(Status.NOT_FOUND_404, "There is no such channel.").toException());
  }

  private static void sendEnd(ServerResponse response) {
    TrickleHeaders.ended(response);
    response.status(Status.OK_200).send();
  }

  private static void send(
      TrickleChannel channel,
      TrickleSegment segment,
      ServerRequest request,
      ServerResponse response) {
    try {
      boolean unused =
          ClientPresence.of(request).whilePresent(() -> write(channel, segment, response));
    } catch (InterruptedException | UncheckedIOException e) {
      throw new CloseConnectionException("The subscriber has gone", e);
    }
  }

  /** Sends nothing before the first bytes, so that a request for the next segment may wait. */
  private static boolean write(
      TrickleChannel channel, TrickleSegment segment, ServerResponse response)
      throws InterruptedException {
    byte[] buffer = new byte[READ_BYTES];
    int count = read(channel, segment, 0, buffer);
    if (count < 0 && channel.ended()) {
      sendEnd(response);
      return true;
    }
    TrickleHeaders.segment(response, segment.number());
    if (!channel.contentType().isEmpty()) {
      response.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, channel.contentType()));
    }
    response.status(Status.OK_200);
    if (count < 0) {
      TrickleHeaders.latest(response, channel.nextWrite());
      response.send();
      return true;
    }
    try (OutputStream out = response.outputStream()) {
      for (int at = 0; count >= 0; count = read(channel, segment, at, buffer)) {
        out.write(buffer, 0, count);
        out.flush();
        at += count;
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for bytes or the end; a thread that has to go is interrupted. */
  private static int read(TrickleChannel channel, TrickleSegment segment, int at, byte[] buffer)
      throws InterruptedException {
    int count = channel.read(segment, at, buffer, WAIT_NANOS);
    while (count == 0) {
      count = channel.read(segment, at, buffer, WAIT_NANOS);
    }
    return count;
  }
}
