package dev.sluice.source.attach;

import dev.sluice.source.supervisor.SourceEnd;
import org.jspecify.annotations.Nullable;

/** Sentences for the ends of connections. */
final class SourceFailures {
  private SourceFailures() {}

  /**
   * The sentence for people.
   *
   * @param cause sentence of the transport; null for none
   */
  static String sentence(SourceEnd end, @Nullable String cause) {
    return switch (end) {
      case GARBAGE -> "It sends no MPEG transport stream: no packet of 188 bytes was recognised.";
      case NO_PROGRAM -> "Its tracks are not known: its transport stream has no program map (PMT).";
      case KICKED -> "The operator has ended the connection.";
      case STALLED -> "Nothing came for longer than ingest.stallSeconds.";
      case SILENT -> "No picture and no sound came for longer than stream.maxStallSeconds.";
      case COMPLETE, VANISHED, REFUSED, SUPERSEDED, EXPIRED, DETACHED, SHUTDOWN ->
          cause == null ? "The connection ended without media." : cause;
    };
  }
}
