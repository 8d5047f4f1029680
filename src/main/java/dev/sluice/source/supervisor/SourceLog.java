package dev.sluice.source.supervisor;

import dev.sluice.base.log.LogSettings;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.stream.publish.Publication;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Logs when a stream gets a source, which tracks it has, and when it ends. These lines are never
 * suppressed: without them the log would show a wrong state of the stream.
 */
final class SourceLog {
  private static final double NANOS_PER_SECOND = 1e9;

  private final System.Logger logger;
  private final boolean addresses;

  SourceLog(LogSettings settings) {
    this(System.getLogger(SourceLog.class.getName()), settings);
  }

  SourceLog(System.Logger logger, LogSettings settings) {
    this.logger = logger;
    this.addresses = settings.namesAddresses(logger);
  }

  void began(String stream, Publication.State state, SourceClient client) {
    String from = addresses ? " from " + client.address() : "";
    String sentence =
        state == Publication.State.STANDBY
            ? "Stream '%s' has another source%s, which stands by until it can take over."
            : "Stream '%s' has a source%s.";
    logger.log(Level.INFO, sentence.formatted(stream, from));
  }

  void tracks(String stream, TrackSet tracks) {
    String list =
        tracks.tracks().stream().map(SourceLog::description).collect(Collectors.joining(", "));
    logger.log(
        Level.INFO,
        "The source of stream '%s' has %s.".formatted(stream, list.isEmpty() ? "no tracks" : list));
  }

  private static String description(Track track) {
    TrackFormat format = track.format();
    String text = track.codec().label();
    if (format.widthPixels() > 0) {
      text += " %dx%d".formatted(format.widthPixels(), format.heightPixels());
    }
    if (format.channels() > 0) {
      text += " with %d channels".formatted(format.channels());
    }
    return track.sent() ? text : text + " (not played)";
  }

  void heldBack(String stream) {
    logger.log(
        Level.INFO,
        ("The source of stream '%s' runs ahead of the clock, as a file at full speed does: it is"
                + " read in real time from now on (ingest.leadSeconds).")
            .formatted(stream));
  }

  void ended(String stream, SourceEnd end, long nanos, long bytes) {
    boolean usual =
        end == SourceEnd.COMPLETE || end == SourceEnd.DETACHED || end == SourceEnd.SHUTDOWN;
    logger.log(
        usual ? Level.INFO : Level.WARNING,
        "The source of stream '%s' ended (%s) after %.1f s and %d bytes."
            .formatted(
                stream, end.name().toLowerCase(Locale.ROOT), nanos / NANOS_PER_SECOND, bytes));
  }
}
