package dev.sluice.source.channel;

import dev.sluice.net.http.Problem;
import dev.sluice.net.http.StreamNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;

/** The names in the paths of requests. */
final class ChannelPaths {
  static final String CHANNEL = "/ai/trickle/{channel}";
  static final String SEGMENT = CHANNEL + "/{segment}";
  static final String NEXT_NUMBER = "next";

  private ChannelPaths() {}

  /** Name of the channel; it may be the name of a stream. */
  static String channel(ServerRequest request) {
    String name = request.path().pathParameters().get("channel");
    if (!StreamNames.isAllowed(name)) {
      throw Problem.of(Status.NOT_FOUND_404, StreamNames.RULE).toException();
    }
    return name;
  }

  static String segment(ServerRequest request) {
    return request.path().pathParameters().get("segment");
  }

  /** Number of the segment, {@code lowest} or more. */
  static long number(ServerRequest request, long lowest) {
    String text = segment(request);
    long number = text.matches("-[12]|\\d{1,15}") ? Long.parseLong(text) : Long.MIN_VALUE;
    if (number < lowest) {
      throw Problem.of(
              Status.BAD_REQUEST_400,
              "The number of a segment is an integer from %d on.".formatted(lowest))
          .toException();
    }
    return number;
  }
}
