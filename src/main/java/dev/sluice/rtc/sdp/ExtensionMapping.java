package dev.sluice.rtc.sdp;

/**
 * A header extension that the offer names (RFC 8285 section 5).
 *
 * @param id 1..14, what fits into a one-byte header
 * @param uri its name
 */
public record ExtensionMapping(int id, String uri) {}
