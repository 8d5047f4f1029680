package dev.sluice.source.push;

import dev.sluice.net.http.Problem;
import dev.sluice.source.supervisor.SourceClient;
import dev.sluice.source.supervisor.Sources;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import java.util.function.Function;

/** The routes of pushed sources on the control socket. */
public final class PushRoutes {
  private static final String PATH = "/ingest/{stream}";

  private PushRoutes() {}

  /**
   * Adds the routes.
   *
   * @param gate checks the right to publish
   * @param clients finds the client of a request
   */
  public static void register(
      HttpRouting.Builder routes,
      Sources sources,
      PushGate gate,
      Function<ServerRequest, SourceClient> clients) {
    PushHandler handler = new PushHandler(sources, gate, clients);
    routes
        .put(PATH, handler)
        .post(PATH, handler)
        .any(
            PATH,
            (request, response) -> {
              response.header(HeaderValues.create("Allow", "PUT, POST"));
              Problem.of(
                      Status.METHOD_NOT_ALLOWED_405,
                      "Send a transport stream with PUT or POST to this address.")
                  .send(request, response);
            });
  }
}
