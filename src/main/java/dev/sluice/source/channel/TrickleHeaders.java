package dev.sluice.source.channel;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerResponse;

/** The header fields of the protocol. */
final class TrickleHeaders {
  static final HeaderName RESET = HeaderNames.create("Lp-Trickle-Reset");
  static final HeaderName EXPECT_CONTENT = HeaderNames.create("Expect-Content");
  private static final HeaderName SEQ = HeaderNames.create("Lp-Trickle-Seq");
  private static final HeaderName LATEST = HeaderNames.create("Lp-Trickle-Latest");
  private static final HeaderName CLOSED = HeaderNames.create("Lp-Trickle-Closed");

  private TrickleHeaders() {}

  static void segment(ServerResponse response, long number) {
    response.header(HeaderValues.create(SEQ, Long.toString(number)));
  }

  static void latest(ServerResponse response, long number) {
    response.header(HeaderValues.create(LATEST, Long.toString(number)));
  }

  static void ended(ServerResponse response) {
    response.header(HeaderValues.create(CLOSED, "terminated"));
  }
}
