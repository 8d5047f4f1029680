package dev.sluice.source.push;

import dev.sluice.net.http.Problem;
import dev.sluice.source.supervisor.Sources;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;

/** The routes of pushed sources on the control socket. */
public final class PushRoutes {
  private static final String PATH = "/ingest/{stream}";

  private PushRoutes() {}

  /** Adds the routes without access control. */
  public static void register(HttpRouting.Builder routes, Sources sources) {
    register(routes, sources, PushGate.OPEN);
  }

  /** Adds the routes. */
  public static void register(HttpRouting.Builder routes, Sources sources, PushGate gate) {
    PushHandler handler = new PushHandler(sources, gate);
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
