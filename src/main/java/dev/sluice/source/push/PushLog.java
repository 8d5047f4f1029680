package dev.sluice.source.push;

import dev.sluice.net.http.RareLog;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Tells the log when sources come and go, each cause at most once in an interval. */
final class PushLog {
  private final System.Logger logger = System.getLogger(PushLog.class.getName());
  private final RareLog beginnings = new RareLog(logger);
  private final Map<PushEnd, RareLog> ends = new EnumMap<>(PushEnd.class);

  PushLog() {
    for (PushEnd end : PushEnd.values()) {
      ends.put(end, new RareLog(logger));
    }
  }

  void began(String stream) {
    beginnings.log(Level.INFO, "Stream '%s' has a source.".formatted(stream), null);
  }

  void ended(Push push, PushEnd end) {
    boolean usual = end == PushEnd.COMPLETE || end == PushEnd.SHUTDOWN;
    RareLog log = ends.computeIfAbsent(end, missing -> new RareLog(logger));
    log.log(
        usual ? Level.INFO : Level.WARNING,
        "The source of stream '%s' ended (%s) after %d bytes."
            .formatted(
                push.lease().stream().name(), end.name().toLowerCase(Locale.ROOT), push.bytes()),
        null);
  }
}
