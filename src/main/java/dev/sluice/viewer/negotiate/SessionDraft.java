package dev.sluice.viewer.negotiate;

import dev.sluice.rtc.answer.AnswerParameters;
import dev.sluice.rtc.ice.IceCredentials;

/**
 * The random values of our half of a session. They are drawn before the offer is processed.
 *
 * @param id of the session, unguessable
 * @param entityTag of its first ICE generation, without quotes
 * @param local our ICE credentials
 * @param parameters other SDP parameters of our half
 */
public record SessionDraft(
    String id, String entityTag, IceCredentials local, AnswerParameters parameters) {}
