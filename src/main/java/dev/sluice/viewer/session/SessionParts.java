package dev.sluice.viewer.session;

import dev.sluice.rtc.dtls.DtlsFingerprint;
import dev.sluice.rtc.dtls.DtlsIdentity;
import dev.sluice.rtc.ice.IceLiteAgent;
import dev.sluice.rtc.sdp.AnsweredIce;
import dev.sluice.rtc.sdp.Renegotiation;
import dev.sluice.stream.Stream;

/**
 * What a session is made of.
 *
 * @param id unguessable
 * @param stream what it plays
 * @param tracks as answered
 * @param agent with both sides' credentials
 * @param ice their generation
 * @param answeredIce what the answer said of ICE
 * @param renegotiation what another offer would be answered
 * @param identity our certificate
 * @param peerFingerprint of the viewer's certificate, from its offer
 * @param deadlineNanos when it must be connected
 * @param admission on what terms
 * @param place what it occupies of the limits
 */
record SessionParts(
    String id,
    Stream stream,
    ViewerTracks tracks,
    IceLiteAgent agent,
    IceGeneration ice,
    AnsweredIce answeredIce,
    Renegotiation renegotiation,
    DtlsIdentity identity,
    DtlsFingerprint peerFingerprint,
    long deadlineNanos,
    Admission admission,
    Places.Place place) {}
