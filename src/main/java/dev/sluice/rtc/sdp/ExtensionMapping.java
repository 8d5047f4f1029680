package dev.sluice.rtc.sdp;

/**
 * An offered header extension: one {@code a=extmap} (RFC 8285 section 5).
 *
 * @param id 1..14, the range of one-byte headers
 * @param uri name of the extension
 */
public record ExtensionMapping(int id, String uri) {}
