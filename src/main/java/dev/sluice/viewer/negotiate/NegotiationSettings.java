package dev.sluice.viewer.negotiate;

import dev.sluice.viewer.send.SendSettings;

/**
 * What holds for every session that is negotiated.
 *
 * @param consentTimeoutNanos time without a valid connectivity check after which a session ends
 * @param connectTimeoutNanos time from the answer, or from a counter-offer, to the end of the DTLS
 *     handshake
 * @param strictProfile whether a viewer must offer the stream's H.264 profile and level to get its
 *     video
 * @param sending how media is sent
 */
public record NegotiationSettings(
    long consentTimeoutNanos,
    long connectTimeoutNanos,
    boolean strictProfile,
    SendSettings sending) {}
