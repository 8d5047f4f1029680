package dev.sluice.viewer.session;

import dev.sluice.base.share.CountsByKey;
import dev.sluice.base.share.FairShare;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Limits the number of sessions: in total, per stream, per client, and not yet connected. Those not
 * yet connected are shared fairly by the clients, so that a few cannot keep all others out. Safe
 * for any thread. The counts never exceed the limits.
 */
final class SessionLimiter {
  private final SessionSettings settings;
  private final AtomicInteger all = new AtomicInteger();
  private final FairShare connecting;
  private final CountsByKey byStream = new CountsByKey();
  private final CountsByKey byClient = new CountsByKey();

  SessionLimiter(SessionSettings settings) {
    this.settings = settings;
    this.connecting = new FairShare(settings.maxConnecting);
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
    private final AtomicReference<State> state;

    private Slot(String stream, String client, State state) {
      this.stream = stream;
      this.client = client;
      this.state = new AtomicReference<>(state);
    }

    /** The session's handshake is complete. */
    void connected() {
      if (state.compareAndSet(State.CONNECTING, State.CONNECTED)) {
        connecting.free(client);
      }
    }

    /** Gives the slot back; only the first call has an effect. */
    void free() {
      State before = state.getAndSet(State.FREE);
      if (before == State.FREE) {
        return;
      }
      if (before == State.CONNECTING) {
        connecting.free(client);
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
    FairShare.Result handshake = connecting.take(client);
    boolean taken = handshake == FairShare.Result.TAKEN;
    Slot slot = new Slot(stream, client, taken ? Slot.State.CONNECTING : Slot.State.CONNECTED);
    // Counted before compared: two requests at once cannot both get the last slot.
    int total = all.incrementAndGet();
    int ofStream = byStream.add(stream);
    int ofClient = byClient.add(client);
    String refusal = refusal(stream, total, handshake, ofStream, ofClient);
    if (!refusal.isEmpty()) {
      slot.free();
      throw new SessionLimitException(refusal);
    }
    return slot;
  }

  private String refusal(
      String stream, int total, FairShare.Result handshake, int ofStream, int ofClient) {
    if (total > settings.maxSessions) {
      return "There are %d viewers, as many as are allowed.".formatted(settings.maxSessions);
    }
    if (handshake == FairShare.Result.FULL) {
      return "%d viewers are connecting, as many as are allowed at a time."
          .formatted(settings.maxConnecting);
    }
    if (ofStream > settings.maxSessionsPerStream) {
      return "Stream '%s' has %d viewers, as many as are allowed."
          .formatted(stream, settings.maxSessionsPerStream);
    }
    if (ofClient > settings.maxSessionsPerClient) {
      return "Your address has %d viewers, as many as are allowed."
          .formatted(settings.maxSessionsPerClient);
    }
    return handshake == FairShare.Result.SHARE_USED
        ? "Too many viewers of your address are connecting; try again when they are connected."
        : "";
  }

  /** Count of slots taken. */
  int taken() {
    return all.get();
  }

  /** Count of sessions whose handshake is not complete. */
  int connecting() {
    return connecting.taken();
  }

  /** Count of streams and clients that have a counter. */
  int keys() {
    return byStream.keys() + byClient.keys() + connecting.keys();
  }
}
