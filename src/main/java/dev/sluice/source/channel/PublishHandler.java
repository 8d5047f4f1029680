package dev.sluice.source.channel;

import dev.sluice.net.http.LongBody;
import dev.sluice.net.http.Problem;
import dev.sluice.source.push.PushGate;
import dev.sluice.source.supervisor.SourceClient;
import dev.sluice.source.supervisor.SourceRequest;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** {@code POST /ai/trickle/{channel}/{segment}}: a segment as a body that arrives in pieces. */
final class PublishHandler implements Handler {
  private static final int READ_BYTES = 32 * 1024;

  private final TrickleChannels channels;
  private final WaitingPosts waiting;
  private final PushGate gate;
  private final Function<ServerRequest, SourceClient> clients;

  PublishHandler(
      TrickleChannels channels,
      WaitingPosts waiting,
      PushGate gate,
      Function<ServerRequest, SourceClient> clients) {
    this.channels = channels;
    this.waiting = waiting;
    this.gate = gate;
    this.clients = clients;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    String name = ChannelPaths.channel(request);
    long number = ChannelPaths.number(request, TrickleChannel.NEXT);
    OptionalLong expires = gate.require(ChannelKind.streamOf(name), request, response);
    PublishedChannel to = channel(name, request);
    to.control().ifPresent(ControlChannel::leaveToOthers);
    if (number >= 0 && request.headers().contains(TrickleHeaders.RESET)) {
      to.channel().closeBefore(number);
    }
    SourceRequest source =
        new SourceRequest(to.stream(), clients.apply(request)).withExpiry(expires);
    source = to.part().map(source::withPart).orElse(source);
    if (number >= 0) {
      to.feed().ifPresent(feed -> feed.announce(number));
    }
    SegmentWriter writer = new SegmentWriter(to, number, source);
    try {
      byte[] buffer = new byte[READ_BYTES];
      LongBody body = LongBody.of(request);
      int first = request.content().hasEntity() ? waiting.read(request, body, buffer) : -1;
      Optional<String> refusal =
          first < 0
              ? Optional.empty()
              : body.readBy("trickle-" + name, () -> writer.write(body, buffer, first));
      answer(writer.finish(), first < 0, to, refusal, response);
    } catch (DataReader.InsufficientDataAvailableException | IOException e) {
      throw new CloseConnectionException("The publisher's connection ended", e);
    } finally {
      writer.close();
    }
  }

  private PublishedChannel channel(String name, ServerRequest request) {
    return channels
        .create(
            name, request.headers().first(HeaderNames.CONTENT_TYPE).orElse(""), System.nanoTime())
        .orElseThrow(TrickleRoutes::tooMany);
  }

  private static void answer(
      long number,
      boolean empty,
      PublishedChannel to,
      Optional<String> refusal,
      ServerResponse response) {
    refusal.ifPresent(
        sentence -> {
          throw Problem.of(Status.CONFLICT_409, sentence).toException();
        });
    TrickleHeaders.segment(response, number);
    if (empty) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    if (to.channel().ended()) {
      TrickleHeaders.ended(response);
    }
    response.status(Status.OK_200).send();
  }
}
