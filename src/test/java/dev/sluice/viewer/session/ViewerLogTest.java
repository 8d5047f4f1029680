package dev.sluice.viewer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.base.log.LogLines;
import dev.sluice.base.log.LogSettings;
import dev.sluice.base.settings.GivenSettings;
import dev.sluice.viewer.send.Route;
import dev.sluice.viewer.stats.EndReason;
import dev.sluice.viewer.stats.SessionStats;
import dev.sluice.viewer.stats.SessionStats.PathView;
import dev.sluice.viewer.stats.SessionStats.ReceiverView;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ViewerLogTest {
  private static final String ID = "AbCdEfGhIjKlMnOpQrStUvWx";

  private final LogLines lines = new LogLines();
  private long nowNanos = millis(1000);

  private static long millis(long count) {
    return TimeUnit.MILLISECONDS.toNanos(count);
  }

  private ViewerLog log(Map<String, Object> settings) {
    return new ViewerLog(
        lines.without(System.Logger.Level.DEBUG),
        GivenSettings.of(LogSettings::new, settings),
        () -> nowNanos);
  }

  /** A route that sends nothing. */
  private record Path(boolean carriesDatagrams) implements Route {
    @Override
    public InetSocketAddress remote() {
      return new InetSocketAddress("192.0.2.9", 5000);
    }

    @Override
    public boolean send(MemorySegment data, long offset, int length, int segmentBytes) {
      return true;
    }
  }

  private static SessionStats stats(ReceiverView video) {
    return new SessionStats(ID, true, 1200, 34, 500_000, 0, 0, 0, video, null, PathView.NONE);
  }

  private ViewerSetup play(ViewerLog log, Route route) {
    ViewerSetup viewer = log.open("live", ID, millis(1000), millis(1012));
    viewer.checked(millis(1050));
    viewer.checked(millis(1060));
    viewer.connected(millis(1110));
    viewer.plays(route, millis(1140));
    return viewer;
  }

  @Test
  void aViewerHasALineAtItsBeginAndOneAtItsEnd() {
    ViewerSetup viewer = play(log(Map.of()), new Path(true));
    nowNanos = millis(61_140);
    viewer.ended(EndReason.DELETED, stats(new ReceiverView(0, 21, 0, 0)), new Path(false));
    assertEquals(
        List.of(
            "Viewer AbCdEfGh plays stream 'live' by UDP after 140 ms: answer 12, ICE 38, DTLS 60,"
                + " media 30.",
            "Viewer AbCdEfGh of stream 'live' ended (deleted) after 60.0 s: 1200 packets, 500000"
                + " bytes, 21 lost, 34 sent again."),
        lines.lines());
  }

  @Test
  void addressesAreWrittenWhereTheSettingsSay() {
    play(log(Map.of("log.addresses", true)), new Path(false));
    assertEquals(
        List.of(
            "Viewer AbCdEfGh plays stream 'live' by TCP from 192.0.2.9:5000 after 140 ms: answer"
                + " 12, ICE 38, DTLS 60, media 30."),
        lines.lines());
  }

  @Test
  void aViewerThatReportsNothingHasUnknownLoss() {
    ViewerSetup viewer = play(log(Map.of()), new Path(true));
    viewer.ended(EndReason.CONSENT_EXPIRED, stats(null), new Path(true));
    assertEquals(true, lines.lines().getLast().contains("500000 bytes, loss unknown, 34 sent"));
  }

  @Test
  void aViewerThatNeverPlayedIsToldWithThePhaseThatFailed() {
    ViewerLog log = log(Map.of());
    nowNanos = millis(11_000);
    ViewerSetup absent = log.open("live", ID, millis(1000), millis(1012));
    absent.ended(EndReason.NEVER_CONNECTED, SessionStats.none(ID), null);
    ViewerSetup stranded = log.open("live", ID, millis(1000), millis(1012));
    stranded.checked(millis(1050));
    stranded.ended(EndReason.HANDSHAKE_FAILED, SessionStats.none(ID), new Path(true));
    assertEquals(
        List.of(
            "A viewer of stream 'live' never played (never_connected, after 10.0 s): no"
                + " connectivity check came, so the viewer does not reach the UDP port or has gone.",
            "A viewer of stream 'live' never played (handshake_failed, after 10.0 s): ICE took 38"
                + " ms, then the DTLS handshake did not complete."),
        lines.lines());
  }

  @Test
  void offersWithoutViewersFloodNoLogButViewersHaveAllTheirLines() {
    ViewerLog log = log(Map.of());
    for (int i = 0; i < 100; i++) {
      log.open("live", ID, nowNanos, nowNanos)
          .ended(EndReason.NEVER_CONNECTED, SessionStats.none(ID), null);
    }
    assertEquals(1, lines.lines().size());
    for (int i = 0; i < 100; i++) {
      play(log, new Path(true)).ended(EndReason.DELETED, stats(null), new Path(true));
    }
    assertEquals(201, lines.lines().size());
  }

  @Test
  void theLinesCanBeTurnedOff() {
    play(log(Map.of("log.viewers", false)), new Path(true))
        .ended(EndReason.DELETED, stats(null), null);
    assertEquals(List.of(), lines.lines());
  }
}
