package dev.sluice.api.hooks;

import dev.sluice.source.supervisor.RunningSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the changes of streams from one look to the next. A stream becomes ready anew when another
 * source has taken over, since hooks name the source. Not thread-safe.
 */
final class ReadyStreams {
  private final Map<String, HookEvent> ready = new HashMap<>();

  /**
   * A stream at one moment.
   *
   * @param playable whether a viewer would get an answer now
   * @param source the live source; null if it is not supervised
   */
  record Seen(String name, String state, boolean playable, @Nullable RunningSource source) {
    HookEvent event(HookKind kind) {
      return source == null
          ? new HookEvent(kind, name, state, "", "", "", 0)
          : new HookEvent(
              kind,
              name,
              state,
              source.id().toString(),
              source.client().query(),
              source.client().address(),
              0);
    }
  }

  /**
   * Compares the streams with those of the last call.
   *
   * @return events in the order in which they happened in each stream
   */
  List<HookEvent> look(List<Seen> streams) {
    List<HookEvent> events = new ArrayList<>();
    Map<String, HookEvent> before = new HashMap<>(ready);
    for (Seen seen : streams) {
      HookEvent known = before.remove(seen.name());
      HookEvent now = seen.event(HookKind.READY);
      boolean same = known != null && seen.playable() && known.sourceId().equals(now.sourceId());
      if (known != null && !same) {
        events.add(ended(known, seen.state()));
      }
      if (seen.playable() && !same) {
        events.add(now);
        ready.put(seen.name(), now);
      }
    }
    before.values().forEach(known -> events.add(ended(known, "ended")));
    return events;
  }

  /** The events for the end of the service. */
  List<HookEvent> endAll() {
    return look(List.of());
  }

  private HookEvent ended(HookEvent known, String state) {
    ready.remove(known.stream());
    return new HookEvent(
        HookKind.NOT_READY,
        known.stream(),
        state,
        known.sourceId(),
        known.query(),
        known.source(),
        0);
  }
}
