package dev.sluice.source.push;

import dev.sluice.net.http.Problem;
import dev.sluice.source.supervisor.SourceEnd;
import io.helidon.http.Status;

/** The answers to pushes that ended before the end of their body. */
final class PushAnswers {
  private PushAnswers() {}

  static Problem problem(SourceEnd end) {
    return switch (end) {
      case STALLED ->
          of(Status.REQUEST_TIMEOUT_408, "Nothing came for longer than ingest.stallSeconds.");
      case SILENT ->
          of(
              Status.REQUEST_TIMEOUT_408,
              "No picture and no sound came for longer than stream.maxStallSeconds, so that the"
                  + " stream has ended.");
      case SUPERSEDED ->
          of(Status.CONFLICT_409, "Another source has taken over the stream (ingest.takeover).");
      case KICKED ->
          of(Status.CONFLICT_409, "The operator has ended this source; it may begin again.");
      case GARBAGE ->
          of(
              Status.UNSUPPORTED_MEDIA_TYPE_415,
              "The body is no MPEG transport stream: no packet of 188 bytes was recognised. Send"
                  + " one, for example with ffmpeg's -f mpegts.");
      case NO_PROGRAM ->
          of(
              Status.create(422, "Unprocessable Content"),
              "The transport stream has no program map (PMT), so that its tracks are unknown. Send one"
                  + " in the first 8 MiB and within ingest.programSeconds.");
      case EXPIRED ->
          of(
              Status.UNAUTHORIZED_401,
              "The right to publish has expired; begin again with a new token.");
      case DETACHED -> of(Status.CONFLICT_409, "The operator has ended the source.");
      case SHUTDOWN -> of(Status.SERVICE_UNAVAILABLE_503, "The service is stopping.");
      case COMPLETE, VANISHED, REFUSED ->
          of(Status.BAD_REQUEST_400, "The body ended in the middle.");
    };
  }

  private static Problem of(Status status, String detail) {
    return Problem.of(status, detail);
  }
}
