package dev.sluice.source.channel;

import dev.sluice.net.http.Problem;
import dev.sluice.net.http.ProblemException;
import dev.sluice.source.push.PushGate;
import dev.sluice.source.supervisor.SourceClient;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.Function;

/** The routes of the trickle server on the control socket. */
public final class TrickleRoutes {
  private final TrickleChannels channels;
  private final PushGate gate;

  private TrickleRoutes(TrickleChannels channels, PushGate gate) {
    this.channels = channels;
    this.gate = gate;
  }

  /**
   * Adds the routes.
   *
   * @param waiting publishers that get interim answers
   * @param gate checks the right to publish in a stream, which subscribers need too
   * @param clients finds the client of a request
   */
  public static void register(
      HttpRouting.Builder routing,
      TrickleChannels channels,
      WaitingPosts waiting,
      PushGate gate,
      Function<ServerRequest, SourceClient> clients) {
    TrickleRoutes routes = new TrickleRoutes(channels, gate);
    routing
        .post(ChannelPaths.SEGMENT, new PublishHandler(channels, waiting, gate, clients))
        .get(ChannelPaths.SEGMENT, new SubscribeHandler(channels, gate))
        .delete(ChannelPaths.SEGMENT, routes::closeSegment)
        .post(ChannelPaths.CHANNEL, routes::create)
        .delete(ChannelPaths.CHANNEL, routes::end);
  }

  private String permitted(ServerRequest request, ServerResponse response) {
    String name = ChannelPaths.channel(request);
    var unused = gate.require(ChannelKind.streamOf(name), request, response);
    return name;
  }

  private void create(ServerRequest request, ServerResponse response) {
    String name = permitted(request, response);
    String type =
        request
            .headers()
            .first(TrickleHeaders.EXPECT_CONTENT)
            .or(() -> request.headers().first(HeaderNames.CONTENT_TYPE))
            .orElse("");
    channels
        .create(name, type, System.nanoTime())
        .orElseThrow(TrickleRoutes::tooMany)
        .control()
        .ifPresent(ControlChannel::leaveToOthers);
    response.status(Status.OK_200).send();
  }

  static ProblemException tooMany() {
    return Problem.of(
            Status.SERVICE_UNAVAILABLE_503,
            "There are as many channels as trickle.maxChannels allows.")
        .toException();
  }

  private void closeSegment(ServerRequest request, ServerResponse response) {
    String name = permitted(request, response);
    long number = ChannelPaths.number(request, 0);
    PublishedChannel found =
        channels
            .find(name)
            .orElseThrow(
                () -> Problem.of(Status.NOT_FOUND_404, "There is no such channel.").toException());
    if (!found.channel().close(number)) {
      throw Problem.of(Status.BAD_REQUEST_400, "There is no such segment.").toException();
    }
    response.status(Status.OK_200).send();
  }

  private void end(ServerRequest request, ServerResponse response) {
    if (!channels.end(permitted(request, response))) {
      throw Problem.of(Status.BAD_REQUEST_400, "There is no such channel.").toException();
    }
    response.status(Status.OK_200).send();
  }
}
