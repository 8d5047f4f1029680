package dev.sluice.viewer.session;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Limits the number of sessions: in total, per stream, per client, and not yet connected. Safe for
 * any thread. The counts never exceed the limits.
 */
final class SessionLimiter {
  private final SessionSettings settings;
  private final AtomicInteger all = new AtomicInteger();
  private final AtomicInteger connecting = new AtomicInteger();
  private final CountsByKey byStream = new CountsByKey();
  private final CountsByKey byClient = new CountsByKey();

  SessionLimiter(SessionSettings settings) {
    this.settings = settings;
  }

  /** A session's share of the limits, from before it is created until it has ended. */
  final class Slot {
    private enum State {
      CONNECTING,
      CONNECTED,
      FREE
    }

    private final String stream;
    private final String client;
    private final AtomicReference<State> state = new AtomicReference<>(State.CONNECTING);

    private Slot(String stream, String client) {
      this.stream = stream;
      this.client = client;
    }

    /** The session's handshake is complete. */
    void connected() {
      if (state.compareAndSet(State.CONNECTING, State.CONNECTED)) {
        connecting.decrementAndGet();
      }
    }

    /** Gives the slot back; only the first call has an effect. */
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
   * Takes a slot.
   *
   * @param client key of the viewer's address; empty for one exempt from the limit per client
   * @throws SessionLimitException if a limit is reached; no slot is taken then
   */
  Slot take(String stream, String client) throws SessionLimitException {
    Slot slot = new Slot(stream, client);
    // Counted before compared: two requests at once cannot both get the last slot.
    int total = all.incrementAndGet();
    int handshakes = connecting.incrementAndGet();
    int ofStream = byStream.add(stream);
    int ofClient = byClient.add(client);
    String refusal = refusal(stream, total, handshakes, ofStream, ofClient);
    if (!refusal.isEmpty()) {
      slot.free();
      throw new SessionLimitException(refusal);
    }
    return slot;
  }

  private String refusal(String stream, int total, int handshakes, int ofStream, int ofClient) {
    if (total > settings.maxSessions) {
      return "There are %d viewers, as many as are allowed.".formatted(settings.maxSessions);
    }
    if (handshakes > settings.maxConnecting) {
      return "%d viewers are connecting, as many as are allowed at a time."
          .formatted(settings.maxConnecting);
    }
    if (ofStream > settings.maxSessionsPerStream) {
      return "Stream '%s' has %d viewers, as many as are allowed."
          .formatted(stream, settings.maxSessionsPerStream);
    }
    return ofClient > settings.maxSessionsPerClient
        ? "Your address has %d viewers, as many as are allowed."
            .formatted(settings.maxSessionsPerClient)
        : "";
  }

  /** Count of slots taken. */
  int taken() {
    return all.get();
  }

  /** Count of sessions whose handshake is not complete. */
  int connecting() {
    return connecting.get();
  }

  /** Count of streams and clients that have a counter. */
  int keys() {
    return byStream.keys() + byClient.keys();
  }
}
