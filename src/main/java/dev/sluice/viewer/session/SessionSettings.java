package dev.sluice.viewer.session;

import dev.sluice.viewer.negotiate.NegotiationSettings;
import dev.sluice.viewer.send.SendSettings;

/**
 * Limits on sessions, and what holds for each.
 *
 * @param maxSessions most sessions at once
 * @param maxSessionsPerStream most sessions at once of one stream
 * @param maxSessionsPerClient most sessions at once of one client
 * @param maxConnecting most sessions at once that are answered and not connected yet
 * @param negotiation what holds for every session
 */
public record SessionSettings(
    int maxSessions,
    int maxSessionsPerStream,
    int maxSessionsPerClient,
    int maxConnecting,
    NegotiationSettings negotiation) {
  /** No limits per client or while connecting; the default way of sending. */
  public SessionSettings(
      int maxSessions,
      int maxSessionsPerStream,
      long consentTimeoutNanos,
      long connectTimeoutNanos) {
    this(
        maxSessions,
        maxSessionsPerStream,
        maxSessions,
        maxSessions,
        consentTimeoutNanos,
        connectTimeoutNanos,
        false);
  }

  /** The default way of sending. */
  public SessionSettings(
      int maxSessions,
      int maxSessionsPerStream,
      int maxSessionsPerClient,
      int maxConnecting,
      long consentTimeoutNanos,
      long connectTimeoutNanos,
      boolean strictProfile) {
    this(
        maxSessions,
        maxSessionsPerStream,
        maxSessionsPerClient,
        maxConnecting,
        new NegotiationSettings(
            consentTimeoutNanos, connectTimeoutNanos, strictProfile, SendSettings.DEFAULT));
  }
}
