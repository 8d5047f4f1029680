package dev.sluice.api.control;

import dev.sluice.net.http.Bodies;
import dev.sluice.net.http.GetAnswer;
import dev.sluice.net.http.JsonInput;
import dev.sluice.net.http.Problem;
import dev.sluice.net.http.ProblemException;
import dev.sluice.net.http.StreamNames;
import dev.sluice.source.attach.Attachment;
import dev.sluice.source.attach.AttachmentPlan;
import dev.sluice.source.attach.Attachments;
import dev.sluice.source.transport.AddressException;
import dev.sluice.stream.life.SourceRefusedException;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code /api/streams/{stream}/source}: the source that the service fetches for a stream. */
public final class SourceRoutes {
  private static final String PATH = "/api/streams/{stream}/source";
  private static final int MAX_BODY_BYTES = 32 * 1024;

  private final Attachments attachments;

  /**
   * @param attachments shown and changed
   */
  public SourceRoutes(Attachments attachments) {
    this.attachments = attachments;
  }

  /** Adds the routes. */
  public void register(HttpRouting.Builder routes) {
    GetAnswer.route(routes, "/api/sources", this::all);
    GetAnswer.route(routes, PATH, this::one);
    routes.put(PATH, this::attach).delete(PATH, this::detach);
  }

  private void all(ServerRequest request, ServerResponse response) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    attachments.all().stream()
        .sorted(Comparator.comparing(Attachment::stream))
        .forEach(attachment -> list.add(SourceJson.attachment(attachment)));
    GetAnswer.send(request, response, Json.createObjectBuilder().add("sources", list).build());
  }

  private void one(ServerRequest request, ServerResponse response) {
    String stream = StreamNames.of(request);
    Attachment attachment = attachments.find(stream).orElseThrow(SourceRoutes::none);
    GetAnswer.send(request, response, SourceJson.attachment(attachment).build());
  }

  private void attach(ServerRequest request, ServerResponse response) {
    String stream = StreamNames.of(request);
    try {
      AttachmentPlan plan = AttachmentPlan.of(members(request));
      boolean known = attachments.find(stream).isPresent();
      Attachment attachment = attachments.attach(stream, plan, Attachments.Origin.API);
      response.status(known ? Status.OK_200 : Status.CREATED_201);
      GetAnswer.send(request, response, SourceJson.attachment(attachment).build());
    } catch (AddressException e) {
      throw Problem.of(
              e.isForbidden() ? Status.FORBIDDEN_403 : Status.BAD_REQUEST_400,
              String.valueOf(e.getMessage()))
          .toException();
    } catch (SourceRefusedException e) {
      throw Problem.of(Status.SERVICE_UNAVAILABLE_503, String.valueOf(e.getMessage()))
          .toException();
    }
  }

  private static Map<String, List<String>> members(ServerRequest request) throws AddressException {
    JsonObject body;
    try {
      body = JsonInput.object(Bodies.read(request, MAX_BODY_BYTES));
    } catch (JsonException e) {
      throw new AddressException(
          "Send a JSON object such as {\"url\": \"https://example.org/live.ts\"}.");
    }
    Map<String, List<String>> members = new HashMap<>();
    body.forEach((name, value) -> members.put(name, texts(value)));
    return members;
  }

  private static List<String> texts(JsonValue value) {
    return switch (value) {
      case JsonArray list -> list.stream().map(SourceRoutes::text).toList();
      default -> List.of(text(value));
    };
  }

  private static String text(JsonValue value) {
    return value instanceof JsonString string ? string.getString() : value.toString();
  }

  private void detach(ServerRequest request, ServerResponse response) {
    if (!attachments.detach(StreamNames.of(request))) {
      throw none();
    }
    response.status(Status.NO_CONTENT_204).send();
  }

  private static ProblemException none() {
    return Problem.of(Status.NOT_FOUND_404, "The stream has no source that the service fetches.")
        .toException();
  }
}
