package dev.sluice.app.probe;

import dev.sluice.media.TrackState;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/** Formats the report as text. */
final class ProbeText {
  private ProbeText() {}

  static String of(ProbeReport report) {
    Formatter out = new Formatter(Locale.ROOT);
    out.format(
        "%d packets of %d bytes (%d null), %d continuity errors, %d duplicates, %d sync losses%n",
        report.packets(),
        report.packetBytes(),
        report.nullPackets(),
        report.continuityErrors(),
        report.duplicates(),
        report.syncLosses());
    for (ProgramReport program : report.programs()) {
      program(out, program);
    }
    List<String> advice = Advice.of(report);
    if (!advice.isEmpty()) {
      out.format("%nAdvice:%n");
      advice.forEach(line -> out.format("  - %s%n", line));
    }
    return out.toString().stripTrailing();
  }

  private static void program(Formatter out, ProgramReport program) {
    out.format(
        "%nProgram %d (PMT on PID %d): %d clock references on PID %d, at most %d ms apart%n",
        program.number(),
        program.pmtPid(),
        program.clock().references(),
        program.pcrPid(),
        program.clock().longestIntervalMillis());
    out.format(
        "  %-6s %-13s %6s  %6s  %12s  %12s  %9s  %s%n",
        "PID", "Coding", "Units", "Keys", "First PTS", "Last PTS", "kbit/s", "");
    for (TrackReport track : program.tracks()) {
      boolean stamped = track.firstPts90k() != TrackProbe.NO_STAMP;
      out.format(
          "  %-6d %-13s %6d  %6d  %12s  %12s  %9s  %s%n",
          track.stream().pid(),
          track.stream().codec().label(),
          track.accessUnits(),
          track.keyUnits(),
          stamped ? seconds(track.firstPts90k()) : "-",
          stamped ? seconds(track.lastPts90k()) : "-",
          track.bitsPerSecond() == 0 ? "-" : "%.1f".formatted(track.bitsPerSecond() / 1000.0),
          details(track));
    }
  }

  private static String seconds(long ticks90k) {
    return String.format(Locale.ROOT, "%.3f s", ticks90k / 90_000.0);
  }

  private static String details(TrackReport track) {
    VideoReport video = track.video();
    AudioReport audio = track.audio();
    String text = "";
    if (video != null) {
      text =
          "%s, %.2f fps, GOP %s, %s, "
              .formatted(
                  video.sizes().isEmpty() ? "size unknown" : String.join(" then ", video.sizes()),
                  video.framesPerSecond(),
                  gop(video),
                  video.reorderedPictures() == 0
                      ? "no B-frames"
                      : video.reorderedPictures() + " B-frames");
    } else if (audio != null) {
      text =
          "%d channels, %.1f ms each, %.1f ms at once, "
              .formatted(audio.channels(), audio.unitMillis(), audio.longestBurstMillis());
    }
    boolean plays = track.health() == TrackState.PLAYING || track.health() == TrackState.NOT_SENT;
    String health = plays ? "" : track.health().label().replace('_', ' ') + ", ";
    return health + text + flush(track);
  }

  private static String gop(VideoReport video) {
    return video.shortestGop() == 0 || video.shortestGop() == video.longestGop()
        ? Long.toString(video.longestGop())
        : video.shortestGop() + ".." + video.longestGop();
  }

  private static String flush(TrackReport track) {
    return switch (track.flush()) {
      case LENGTH -> "ends known by length (%.1f ms sooner)".formatted(track.flushWinMillis());
      case STUFFING -> "ends known by stuffing (%.1f ms sooner)".formatted(track.flushWinMillis());
      case LEARNING -> "ends not known yet";
      case NEXT_START -> "ends known by the next start only";
    };
  }
}
