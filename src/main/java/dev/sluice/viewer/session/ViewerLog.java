package dev.sluice.viewer.session;

import dev.sluice.base.log.LogSettings;
import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.viewer.stats.EndReason;
import dev.sluice.viewer.stats.SessionStats;
import dev.sluice.viewer.stats.SessionStats.ReceiverView;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Logs when a viewer begins to play and when it ends. These two lines are never suppressed. A
 * viewer that never played has one line, limited by stream and reason: anybody can send an offer
 * and stay away.
 *
 * <p>A viewer is named by the first characters of its id only, since the whole id is the right to
 * end its session.
 */
public final class ViewerLog {
  private static final int NAME_CHARACTERS = 8;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final System.Logger logger;
  private final RateLimitedLog limited;
  private final LongSupplier nanoTime;
  private final boolean on;
  private final boolean addresses;

  /**
   * @param nanoTime the clock of the sessions, in nanoseconds
   */
  public ViewerLog(LogSettings settings, LongSupplier nanoTime) {
    this(System.getLogger(ViewerLog.class.getName()), settings, nanoTime);
  }

  ViewerLog(System.Logger logger, LogSettings settings, LongSupplier nanoTime) {
    this(logger, settings.viewers, settings.namesAddresses(logger), nanoTime);
  }

  private ViewerLog(System.Logger logger, boolean on, boolean addresses, LongSupplier nanoTime) {
    this.logger = logger;
    this.limited = new RateLimitedLog(logger, nanoTime);
    this.nanoTime = nanoTime;
    this.on = on;
    this.addresses = addresses;
  }

  /** A log without lines. */
  static ViewerLog silent() {
    return new ViewerLog(System.getLogger(ViewerLog.class.getName()), false, false, () -> 0);
  }

  /** Opens the record of a viewer's set-up, once its offer is answered. */
  ViewerSetup open(String stream, String id, long offeredNanos, long answeredNanos) {
    return new ViewerSetup(this, stream, id, offeredNanos, answeredNanos);
  }

  void plays(ViewerSetup viewer) {
    if (on) {
      logger.log(
          Level.INFO,
          "Viewer %s plays stream '%s' by %s%s after %d ms: answer %d, ICE %d, DTLS %d, media %d."
              .formatted(
                  name(viewer),
                  viewer.stream(),
                  viewer.transport(),
                  origin(viewer),
                  millis(viewer.offeredNanos(), viewer.playsNanos()),
                  millis(viewer.offeredNanos(), viewer.answeredNanos()),
                  millis(viewer.answeredNanos(), viewer.checkedNanos()),
                  millis(viewer.checkedNanos(), viewer.connectedNanos()),
                  millis(viewer.connectedNanos(), viewer.playsNanos())));
    }
  }

  void ended(ViewerSetup viewer, EndReason reason, SessionStats stats) {
    if (!on) {
      return;
    }
    String because = reason.name().toLowerCase(Locale.ROOT);
    if (!viewer.plays()) {
      String sentence =
          "A viewer of stream '%s'%s never played (%s, after %s): %s."
              .formatted(
                  viewer.stream(),
                  origin(viewer),
                  because,
                  seconds(viewer.offeredNanos()),
                  missing(viewer));
      limited.log(Level.INFO, viewer.stream() + " " + because, sentence);
    } else {
      logger.log(
          Level.INFO,
          "Viewer %s of stream '%s'%s ended (%s) after %s: %d packets, %d bytes, %s, %d sent again."
              .formatted(
                  name(viewer),
                  viewer.stream(),
                  origin(viewer),
                  because,
                  seconds(viewer.playsNanos()),
                  stats.packetsSent(),
                  stats.payloadBytesSent(),
                  lost(stats),
                  stats.packetsResent()));
    }
  }

  private static String missing(ViewerSetup viewer) {
    if (!viewer.checked()) {
      return "no connectivity check came, so the viewer does not reach the UDP port or has gone";
    }
    return viewer.connected()
        ? "there was nothing to send"
        : "ICE took %d ms, then the DTLS handshake did not complete"
            .formatted(millis(viewer.answeredNanos(), viewer.checkedNanos()));
  }

  private static String lost(SessionStats stats) {
    ReceiverView video = stats.video();
    ReceiverView audio = stats.audio();
    return video == null && audio == null ? "loss unknown" : (lost(video) + lost(audio)) + " lost";
  }

  private static int lost(@Nullable ReceiverView view) {
    return view == null ? 0 : view.packetsLost();
  }

  private String origin(ViewerSetup viewer) {
    return addresses && viewer.remote() != null ? " from " + viewer.remote() : "";
  }

  private static String name(ViewerSetup viewer) {
    return viewer.id().substring(0, Math.min(NAME_CHARACTERS, viewer.id().length()));
  }

  private String seconds(long sinceNanos) {
    return "%.1f s".formatted((nanoTime.getAsLong() - sinceNanos) / NANOS_PER_SECOND);
  }

  private static long millis(long fromNanos, long toNanos) {
    return (toNanos - fromNanos) / NANOS_PER_MILLI;
  }
}
