package dev.sluice.viewer.negotiate;

import dev.sluice.rtc.answer.AnswerParameters;
import dev.sluice.rtc.ice.IceCredentials;

/**
 * Our half of a session, drawn at random before anything is known of the viewer.
 *
 * @param id of the session, unguessable
 * @param entityTag of its first ICE generation, without quotes
 * @param local our ICE credentials
 * @param parameters the rest of our half of the SDP
 */
public record SessionDraft(
    String id, String entityTag, IceCredentials local, AnswerParameters parameters) {}
