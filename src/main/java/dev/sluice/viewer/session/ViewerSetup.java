package dev.sluice.viewer.session;

import dev.sluice.viewer.send.Route;
import dev.sluice.viewer.stats.EndReason;
import dev.sluice.viewer.stats.SessionStats;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The phases of one viewer's set-up, for its lines in the log. Used by the thread of the session's
 * owner only.
 *
 * <pre>
 *  offered --answer--> answered --ICE--> checked --DTLS--> connected --media--> plays
 * </pre>
 */
final class ViewerSetup {
  private static final long NOT_YET = Long.MIN_VALUE;

  private final ViewerLog log;
  private final String stream;
  private final String id;
  private final long offeredNanos;
  private final long answeredNanos;
  private long checkedNanos = NOT_YET;
  private long connectedNanos = NOT_YET;
  private long playsNanos = NOT_YET;
  private @Nullable Route route;

  ViewerSetup(ViewerLog log, String stream, String id, long offeredNanos, long answeredNanos) {
    this.log = log;
    this.stream = stream;
    this.id = id;
    this.offeredNanos = offeredNanos;
    this.answeredNanos = answeredNanos;
  }

  /** Notes a valid connectivity check; the first one counts. */
  void checked(long nowNanos) {
    if (checkedNanos == NOT_YET) {
      checkedNanos = nowNanos;
    }
  }

  /** Notes the end of the DTLS handshake. */
  void connected(long nowNanos) {
    connectedNanos = nowNanos;
  }

  /** Notes the first media that was sent, and logs that the viewer plays. */
  void plays(Route by, long nowNanos) {
    route = by;
    playsNanos = nowNanos;
    log.plays(this);
  }

  /** Logs the end. */
  void ended(EndReason reason, SessionStats stats, @Nullable Route by) {
    route = by;
    log.ended(this, reason, stats);
  }

  String stream() {
    return stream;
  }

  String id() {
    return id;
  }

  long offeredNanos() {
    return offeredNanos;
  }

  long answeredNanos() {
    return answeredNanos;
  }

  long checkedNanos() {
    return checkedNanos;
  }

  long connectedNanos() {
    return connectedNanos;
  }

  long playsNanos() {
    return playsNanos;
  }

  boolean checked() {
    return checkedNanos != NOT_YET;
  }

  boolean connected() {
    return connectedNanos != NOT_YET;
  }

  boolean plays() {
    return playsNanos != NOT_YET;
  }

  /** UDP or TCP: the transport of the selected path. */
  String transport() {
    return route == null || route.carriesDatagrams() ? "UDP" : "TCP";
  }

  /** The viewer's address on the selected path, with its port; null before the first check. */
  @Nullable String remote() {
    Route by = route;
    if (by == null) {
      return null;
    }
    InetSocketAddress remote = by.remote();
    return remote.getAddress().getHostAddress() + ":" + remote.getPort();
  }
}
