package dev.sluice.viewer.session;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Counts sessions in all, of each stream, of each client and those not connected yet, and refuses
 * what is over a limit. Safe for any thread; the counts never exceed the limits.
 */
final class Places {
  private final SessionSettings settings;
  private final AtomicInteger all = new AtomicInteger();
  private final AtomicInteger connecting = new AtomicInteger();
  private final KeyCounts byStream = new KeyCounts();
  private final KeyCounts byClient = new KeyCounts();

  Places(SessionSettings settings) {
    this.settings = settings;
  }

  /** One session's place, from before it is made until it is gone. */
  final class Place {
    private enum State {
      CONNECTING,
      CONNECTED,
      FREE
    }

    private final String stream;
    private final String client;
    private final AtomicReference<State> state = new AtomicReference<>(State.CONNECTING);

    private Place(String stream, String client) {
      this.stream = stream;
      this.client = client;
    }

    /** Its handshake is over. */
    void connected() {
      if (state.compareAndSet(State.CONNECTING, State.CONNECTED)) {
        connecting.decrementAndGet();
      }
    }

    /** Gives it back; only the first call does something. */
    void free() {
      State before = state.getAndSet(State.FREE);
      if (before == State.FREE) {
        return;
      }
      if (before == State.CONNECTING) {
        connecting.decrementAndGet();
      }
      all.decrementAndGet();
      byStream.remove(stream);
      byClient.remove(client);
    }
  }

  /**
   * Takes a place.
   *
   * @param client empty for one that the limit per client is not for
   * @throws SessionLimitException when there is none left; nothing is taken then
   */
  Place take(String stream, String client) throws SessionLimitException {
    Place place = new Place(stream, client);
    // Counted before they are compared, so that two at once cannot both get the last place.
    int total = all.incrementAndGet();
    int handshakes = connecting.incrementAndGet();
    int ofStream = byStream.add(stream);
    int ofClient = byClient.add(client);
    String refusal = refusal(stream, total, handshakes, ofStream, ofClient);
    if (!refusal.isEmpty()) {
      place.free();
      throw new SessionLimitException(refusal);
    }
    return place;
  }

  private String refusal(String stream, int total, int handshakes, int ofStream, int ofClient) {
    if (total > settings.maxSessions()) {
      return "There are %d viewers, as many as are allowed.".formatted(settings.maxSessions());
    }
    if (handshakes > settings.maxConnecting()) {
      return "%d viewers are connecting, as many as are allowed at a time."
          .formatted(settings.maxConnecting());
    }
    if (ofStream > settings.maxSessionsPerStream()) {
      return "Stream '%s' has %d viewers, as many as are allowed."
          .formatted(stream, settings.maxSessionsPerStream());
    }
    return ofClient > settings.maxSessionsPerClient()
        ? "Your address has %d viewers, as many as are allowed."
            .formatted(settings.maxSessionsPerClient())
        : "";
  }

  /** Sessions that have a place. */
  int taken() {
    return all.get();
  }

  /** Sessions whose handshake is not over. */
  int connecting() {
    return connecting.get();
  }

  /** Streams and clients that something is kept for. */
  int keys() {
    return byStream.keys() + byClient.keys();
  }
}
