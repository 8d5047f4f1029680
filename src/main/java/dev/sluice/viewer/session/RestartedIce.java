package dev.sluice.viewer.session;

/**
 * The answer to an ICE restart.
 *
 * @param entityTag of the new generation, without quotes
 * @param fragment SDP fragment with our new credentials and our candidates
 */
public record RestartedIce(String entityTag, String fragment) {}
