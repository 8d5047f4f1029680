package dev.sluice.api.control;

import dev.sluice.net.http.GetAnswer;
import dev.sluice.net.http.Problem;
import dev.sluice.net.http.StreamNames;
import dev.sluice.source.attach.Attachment;
import dev.sluice.source.attach.Attachments;
import dev.sluice.source.channel.TrickleChannels;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /api/streams/{stream}/data}: the data channels of a stream and their newest messages. */
public final class DataRoutes {
  private static final String PATH = "/api/streams/{stream}/data";

  private final Attachments attachments;
  private final Optional<TrickleChannels> channels;

  /**
   * @param attachments with the channels that the service subscribes to
   * @param channels in which workers publish; empty if the trickle server is off
   */
  public DataRoutes(Attachments attachments, Optional<TrickleChannels> channels) {
    this.attachments = attachments;
    this.channels = channels;
  }

  /** Adds the route. */
  public void register(HttpRouting.Builder routes) {
    GetAnswer.route(routes, PATH, this::channels);
  }

  private void channels(ServerRequest request, ServerResponse response) {
    String stream = StreamNames.of(request);
    JsonArray attached =
        DataJson.attached(attachments.find(stream).map(Attachment::dataViews).orElse(List.of()))
            .build();
    JsonArray published =
        DataJson.published(channels.map(all -> all.data(stream)).orElse(Map.of())).build();
    if (attached.isEmpty() && published.isEmpty()) {
      throw Problem.of(Status.NOT_FOUND_404, "The stream has no data channel.").toException();
    }
    GetAnswer.send(
        request,
        response,
        Json.createObjectBuilder()
            .add("stream", stream)
            .add("attached", attached)
            .add("published", published)
            .build());
  }
}
