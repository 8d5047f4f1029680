package dev.sluice.viewer.session;

/**
 * What a viewer is answered that restarted ICE.
 *
 * @param entityTag of the new generation, without quotes
 * @param fragment our new credentials and our candidates, as an SDP fragment
 */
public record RestartedIce(String entityTag, String fragment) {}
