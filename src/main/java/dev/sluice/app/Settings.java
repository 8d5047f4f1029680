package dev.sluice.app;

import dev.sluice.api.whep.RequestGuard;
import dev.sluice.api.whep.WhepProtocol;
import dev.sluice.api.whep.WhepSettings;
import dev.sluice.viewer.negotiate.NegotiationSettings;
import dev.sluice.viewer.send.SendSettings;
import dev.sluice.viewer.session.SessionSettings;
import java.net.URI;
import java.time.Duration;

/** Conversion of settings that are not declared by their feature yet. */
final class Settings {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private Settings() {}

  static WhepSettings whep(ServiceSettings settings) {
    WhepKeys whep = settings.whep;
    return new WhepSettings(
        whep.waitForStream,
        whep.maxWaiting,
        whep.maxWaitingPerStream,
        whep.maxWaitingPerClient,
        whep.retryAfter,
        new WhepProtocol(
            whep.preconditions == WhepKeys.PreconditionRule.STRICT,
            whep.redirect.map(URI::toString).map(uri -> uri.replaceFirst("/$", "")),
            whep.iceServers,
            whep.maxEventStreams,
            whep.counterOffer == WhepKeys.CounterOfferRule.ON));
  }

  static RequestGuard.Rates rates(RateKeys rates) {
    return new RequestGuard.Rates(
        rates.postsPerSecond, rates.patchesPerSecond, rates.deletesPerSecond, rates.exempt);
  }

  static SessionSettings sessions(SessionKeys sessions) {
    return new SessionSettings(
        sessions.maxSessions,
        sessions.maxSessionsPerStream,
        sessions.maxSessionsPerClient,
        sessions.maxConnecting,
        new NegotiationSettings(
            sessions.consentTimeout.toNanos(),
            CONNECT_TIMEOUT.toNanos(),
            sessions.strictProfile(),
            sending(sessions.sending)));
  }

  private static SendSettings sending(SendingKeys sending) {
    return new SendSettings(
        sending.backlogBitsPerSecond,
        sending.shardBacklogBitsPerSecond,
        sending.keyFrameWait.toNanos(),
        sending.transportFeedback,
        sending.redundantAudio,
        sending.playoutDelay);
  }
}
