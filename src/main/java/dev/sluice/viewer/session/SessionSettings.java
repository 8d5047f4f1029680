package dev.sluice.viewer.session;

/**
 * Limits of all sessions.
 *
 * @param maxSessions most sessions at once
 * @param maxSessionsPerStream most sessions at once of one stream
 * @param maxSessionsPerClient most sessions at once of one client
 * @param maxConnecting most sessions at once that are answered and not connected yet
 * @param consentTimeoutNanos how long a session lives without a valid connectivity check
 * @param connectTimeoutNanos how long it may take from the answer to the end of the handshake
 * @param strictProfile whether a viewer must offer the stream's H.264 profile and level to get its
 *     picture
 * @param sending how media is sent
 */
public record SessionSettings(
    int maxSessions,
    int maxSessionsPerStream,
    int maxSessionsPerClient,
    int maxConnecting,
    long consentTimeoutNanos,
    long connectTimeoutNanos,
    boolean strictProfile,
    SendSettings sending) {
  /** Limited in all and per stream only, with media sent in the usual way. */
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

  /** With media sent in the usual way. */
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
        consentTimeoutNanos,
        connectTimeoutNanos,
        strictProfile,
        SendSettings.DEFAULT);
  }
}
