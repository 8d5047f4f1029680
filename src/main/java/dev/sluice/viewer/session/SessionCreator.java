package dev.sluice.viewer.session;

import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SdpOffer;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.StreamPromise;
import dev.sluice.viewer.negotiate.NegotiatedSession;
import dev.sluice.viewer.negotiate.SessionDraft;
import dev.sluice.viewer.negotiate.SessionNegotiator;
import dev.sluice.viewer.stats.SessionCounters;
import java.util.concurrent.ThreadFactory;

/** Negotiates sessions and enters them into the table. Safe for any thread. */
final class SessionCreator {
  private final SessionNegotiator negotiator;
  private final SessionTable table;
  private final SessionCounters counters;
  private final ThreadFactory handshakes;
  private final ViewerLog log;

  SessionCreator(
      SessionNegotiator negotiator,
      SessionTable table,
      SessionCounters counters,
      ThreadFactory handshakes,
      ViewerLog log) {
    this.negotiator = negotiator;
    this.table = table;
    this.counters = counters;
    this.handshakes = handshakes;
    this.log = log;
  }

  SessionNegotiator negotiator() {
    return negotiator;
  }

  /**
   * Creates a session of a playable stream.
   *
   * @param offer the viewer's offer, or its answer to our counter-offer
   * @param slot freed when the session ends, not when this throws
   * @param offeredNanos time at which the offer arrived, for the log
   * @throws SdpException when the offer cannot be answered
   */
  CreatedSession create(
      SessionDraft draft,
      Stream stream,
      SdpOffer offer,
      ViewerGrant grant,
      SessionLimiter.Slot slot,
      long offeredNanos,
      long nowNanos)
      throws SdpException {
    return enter(
        negotiator.negotiate(draft, stream, offer, nowNanos), grant, slot, offeredNanos, nowNanos);
  }

  /**
   * Creates a session before its stream is playable.
   *
   * @param promise of the stream, closed when the session ends, not when this throws
   * @throws SdpException when the offer cannot be answered
   */
  CreatedSession create(
      SessionDraft draft,
      StreamPromise promise,
      SdpOffer offer,
      ViewerGrant grant,
      SessionLimiter.Slot slot,
      long offeredNanos,
      long nowNanos)
      throws SdpException {
    return enter(
        negotiator.negotiate(draft, promise, offer, nowNanos), grant, slot, offeredNanos, nowNanos);
  }

  private CreatedSession enter(
      NegotiatedSession negotiated,
      ViewerGrant grant,
      SessionLimiter.Slot slot,
      long offeredNanos,
      long nowNanos) {
    ViewerSetup setup =
        log.open(negotiated.stream().name(), negotiated.id(), offeredNanos, nowNanos);
    table.add(new ViewerSession(negotiated, grant, slot, table, counters, handshakes, setup));
    return new CreatedSession(
        negotiated.id(), negotiated.answer(), negotiated.ice().entityTag(), negotiated.warnings());
  }
}
