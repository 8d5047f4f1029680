package dev.sluice.source.rtmp;

import dev.sluice.source.supervisor.SourceEnd;
import java.util.Optional;

/** Sentences for publishers whose source was ended by the service. */
final class RtmpEnds {
  private RtmpEnds() {}

  /** The reason for the end; empty if the publisher ended it. */
  static Optional<String> sentence(SourceEnd end) {
    return switch (end) {
      case STALLED -> Optional.of("Nothing came for longer than ingest.stallSeconds.");
      case SILENT ->
          Optional.of("No picture and no sound came for longer than stream.maxStallSeconds.");
      case SUPERSEDED -> Optional.of("Another source has taken over the stream (ingest.takeover).");
      case KICKED -> Optional.of("The operator has ended this source; it may begin again.");
      case DETACHED -> Optional.of("The operator has ended the source.");
      case GARBAGE -> Optional.of("No picture and no sound was recognised.");
      case NO_PROGRAM ->
          Optional.of(
              "No track is known: send H.264 or H.265, and Opus or AAC, within"
                  + " ingest.programSeconds.");
      case EXPIRED ->
          Optional.of("The right to publish has expired; begin again with a new token.");
      case SHUTDOWN -> Optional.of("The service is stopping.");
      case COMPLETE, VANISHED, REFUSED -> Optional.empty();
    };
  }
}
