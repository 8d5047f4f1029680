package dev.sluice.session;

import dev.sluice.dtls.DtlsFingerprint;
import dev.sluice.dtls.DtlsIdentity;
import dev.sluice.ice.IceLiteAgent;
import dev.sluice.sdp.AnsweredIce;
import dev.sluice.sdp.Renegotiation;
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
