package dev.sluice.stream.life;

import java.util.concurrent.ConcurrentHashMap;

/** The sessions of a stream whose answer has a track, by track. Safe for any thread. */
final class TrackDemand {
  private final ConcurrentHashMap<Integer, Integer> sessions = new ConcurrentHashMap<>();

  /** Counts a session; returns whether it is the first one. */
  boolean begins(int trackId) {
    return sessions.merge(trackId, 1, Integer::sum) == 1;
  }

  /** Subtracts a session; returns whether it was the last one. */
  boolean ends(int trackId) {
    return sessions.computeIfPresent(trackId, (id, count) -> count > 1 ? count - 1 : null) == null;
  }

  /** Count of sessions whose answer has that track. */
  int sessions(int trackId) {
    return sessions.getOrDefault(trackId, 0);
  }
}
